import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { CatalogJobDirectory } from './CatalogJobDirectory';

const component = (name: string, annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: { 'github.com/project-slug': `Shop/${name}`, ...annotations },
  },
});

function create(
  entities: ReturnType<typeof component>[],
  instances = ['default'],
) {
  const catalog = catalogServiceMock({ entities });
  const clock = { now: 1_000_000_000 };
  const read = jest.spyOn(catalog, 'streamEntities');
  const directory = CatalogJobDirectory.create({
    catalog,
    auth: mockServices.auth(),
    logger: mockServices.logger.mock(),
    instances,
    now: () => new Date(clock.now),
  });
  return { directory, read, clock };
}

describe('CatalogJobDirectory', () => {
  it('finds jobs that entities name, those below them, and what they deploy', async () => {
    const { directory } = create([
      component('Payments', {
        'jenkins.io/job-full-name': 'shop/payments, shop/deploy',
        'showcaller.io/jenkins-deploy-jobs': 'shop/deploy=$ENV',
      }),
      component('cart', {
        'showcaller.io/jenkins-deploy-jobs': 'shop/deploy=production',
      }),
      component('wrong', { 'jenkins.io/job-full-name': 'other:shop/x' }),
    ]);
    expect(directory.find('default', 'shop/deploy')).toEqual([]);
    await directory.ready();
    const payments = { repository: 'shop/payments' };
    expect(directory.find('default', 'shop/payments')).toEqual([payments]);
    expect(directory.find('default', 'shop/payments/main')).toEqual([payments]);
    expect(directory.find('default', 'shop/payments/a/b')).toEqual([payments]);
    expect(directory.find('default', 'shop/payments/a/b/c')).toEqual([]);
    expect(directory.find('default', 'shop')).toEqual([]);
    expect(directory.find('eu', 'shop/payments')).toEqual([]);
    expect(directory.find('default', 'shop/deploy')).toEqual([
      { repository: 'shop/cart', environment: 'production' },
      { ...payments, environment: '$ENV' },
    ]);
  });

  it('takes a job that one of several entities of a repository deploys with for deploying', async () => {
    const both = { 'github.com/project-slug': 'shop/mono' };
    const { directory } = create(
      [
        component('a', { ...both, 'jenkins.io/job-full-name': 'eu:mono' }),
        component('b', {
          ...both,
          'showcaller.io/jenkins-deploy-jobs': 'eu:mono=production',
        }),
      ],
      ['main', 'eu'],
    );
    await directory.ready();
    expect(directory.find('eu', 'mono')).toEqual([
      { repository: 'shop/mono', environment: 'production' },
    ]);
  });

  it('reads the catalog once for many, and again when that was 30 s ago', async () => {
    const { directory, read, clock } = create([]);
    await Promise.all([directory.ready(), directory.ready()]);
    await directory.ready();
    expect(read).toHaveBeenCalledTimes(1);
    clock.now += 30_000;
    await directory.ready();
    expect(read).toHaveBeenCalledTimes(2);
  });

  it('fails while the catalog never could be read, and later keeps what it knows', async () => {
    const { directory, read, clock } = create([
      component('payments', { 'jenkins.io/job-full-name': 'payments' }),
    ]);
    const away = () => {
      throw new Error('the catalog is away');
    };
    read.mockImplementationOnce(away);
    await expect(directory.ready()).rejects.toThrow('the catalog is away');
    await directory.ready();
    clock.now += 30_000;
    read.mockImplementationOnce(away);
    await directory.ready();
    expect(directory.find('default', 'payments')).toHaveLength(1);
  });
});

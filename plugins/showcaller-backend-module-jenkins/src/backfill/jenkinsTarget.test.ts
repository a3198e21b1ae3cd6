import { jenkinsTarget } from './jenkinsTarget';

const ANNOTATIONS = {
  'github.com/project-slug': 'Shop/Payments',
  'jenkins.io/job-full-name': 'shop/payments',
};

const targetOf = (annotations: Record<string, string>) =>
  jenkinsTarget(annotations, { instances: ['default', 'other'] });

describe('jenkinsTarget', () => {
  it('gives each target its own name, whatever the order of its jobs', () => {
    const slug = { 'gitlab.com/project-slug': 'Shop/Payments' };
    const one = targetOf({
      ...slug,
      'jenkins.io/job-full-name': 'a/b, other:c',
      'showcaller.io/jenkins-deploy-jobs': 'a/deploy=prod',
    });
    expect(one).toMatchObject({
      repository: 'shop/payments',
      id: 'shop/payments default:a/b, default:a/deploy=prod, other:c',
    });
    expect(
      targetOf({ ...slug, 'jenkins.io/job-full-name': ' other:c ,a/b' })?.id,
    ).toBe('shop/payments default:a/b, other:c');
    expect(targetOf(slug)).toBeUndefined();
  });

  it.each([
    [{ 'jenkins.io/job-full-name': 'a' }, 'github.com/project-slug'],
    [{ ...ANNOTATIONS, 'jenkins.io/job-full-name': 'x:a' }, "no 'x' among"],
    [{ ...ANNOTATIONS, 'jenkins.io/job-full-name': 'a/../b' }, 'full name'],
    [{ ...ANNOTATIONS, 'jenkins.io/job-full-name': 'a//b' }, 'full name'],
    [
      { ...ANNOTATIONS, 'showcaller.io/jenkins-deploy-jobs': 'a' },
      'job=environment',
    ],
  ])('refuses %j', (annotations, message) => {
    expect(() => targetOf(annotations as Record<string, string>)).toThrow(
      message,
    );
  });
});

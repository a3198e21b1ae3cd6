import { createMockDirectory } from '@backstage/backend-test-utils';
import { riskSuite } from './risk';
import { riskColdstartSuite } from './riskColdstart';

const HEADER = 'order,label,la,nf,note';

/** Larger changes fail more often; every tenth size is unknown. */
function changes(count: number, shift: number): string {
  const lines = Array.from({ length: count }, (_, row) => {
    const size = ((row * 37 + shift) % 101) / 100;
    const noise = ((row * 53 + shift) % 89) / 89;
    const la = row % 10 === 9 ? '' : String(Math.round(1000 * size));
    return `${row},${size + noise > 1.2 ? 1 : 0},${la},${row % 5},x`;
  });
  return [HEADER, ...lines].join('\n');
}

const directory = createMockDirectory();
const options = {
  dataFolder: directory.path,
  seed: 1,
  progress: () => undefined,
};

/** The part of the last line about one family. */
function familyOf(json: Record<string, unknown>, family: string) {
  return json[family] as Record<string, number | null> & {
    projects: Record<string, Record<string, number | null>>;
  };
}

describe('risk', () => {
  it('measures every project of any family, and names what is missing', async () => {
    directory.setContent({
      own: { 'web.csv': changes(600, 0), 'api.csv': changes(500, 11) },
    });
    const { json } = await riskSuite.run(options);
    expect(json.missing).toEqual(['kamei2013', 'lapredict']);
    const { auc, projects, ...figures } = familyOf(json, 'own');
    expect(auc).toBeGreaterThan(0.8);
    expect(Object.keys(projects)).toEqual(['api', 'web']);
    expect(Object.keys(figures)).toEqual([
      'pr_auc',
      'brier',
      'ece10',
      'auc_lines_added',
      'auc_logistic',
      'fit_s',
      'predict_us',
      'shap_ms',
    ]);
    expect(Object.values(figures).every(Number.isFinite)).toBe(true);
  });

  it('says null for what one class cannot tell', async () => {
    const oneClass = (from: number) =>
      changes(100, 0).replace(/^(\d+),[01],/gm, (line, order) =>
        Number(order) >= from ? `${order},0,` : line,
      );
    directory.setContent({
      own: { 'later.csv': oneClass(70), 'all.csv': oneClass(0) },
    });
    const { json } = await riskSuite.run(options);
    const { later, all } = familyOf(json, 'own').projects;
    expect(later).toMatchObject({
      auc: null,
      pr_auc: null,
      auc_lines_added: null,
      auc_logistic: null,
      brier: expect.any(Number),
      fit_s: expect.any(Number),
    });
    expect(Object.values(all).every(value => value === null)).toBe(true);
  });

  it('ends without data, saying where it looked', async () => {
    directory.setContent({ own: { 'notes.txt': 'nothing' } });
    await expect(riskSuite.run(options)).rejects.toThrow(directory.path);
  });
});

describe('risk-coldstart', () => {
  it('climbs from the prior of the other projects, and says null beyond the labels that there are', async () => {
    directory.setContent({
      lapredict: {
        'web.csv': changes(800, 0),
        'api.csv': changes(800, 11),
        'cli.csv': 'order,label,la\n0,0,5\n1,1,90\n2,0,6',
      },
    });
    const { json } = await riskColdstartSuite.run(options);
    const { auc, local_only } = json as Record<
      string,
      Record<string, number | null>
    >;
    expect(auc['0']).toBeGreaterThan(0.75);
    expect(auc['500']).toBeGreaterThan(0.75);
    expect(auc['1000']).toBeNull();
    expect(local_only).toMatchObject({ auc: { '0': null } });
    expect(json.missing).toEqual(['lapredict/cli: other features']);
  });

  it('needs two projects', async () => {
    directory.setContent({ lapredict: { 'web.csv': changes(300, 0) } });
    await expect(riskColdstartSuite.run(options)).rejects.toThrow(
      'no family of at least two',
    );
  });
});

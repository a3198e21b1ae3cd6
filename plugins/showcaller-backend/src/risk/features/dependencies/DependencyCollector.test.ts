import type { DependencyAnswer } from '../../../delivery/history/dependencies';
import type { EvidenceDocument } from '../../../evidence';
import { evidenceDocument, evidenceOf } from '../__fixtures__/evidenceOf';
import { changesBy, collect, featureRequest } from '../__fixtures__/requests';
import { DependencyCollector } from './DependencyCollector';

const request = featureRequest();
const compared: DependencyAnswer = {
  kind: 'compared',
  majors: 2,
  added: 5,
  files: ['yarn.lock'],
  notes: ['big.lock is too large'],
};
const unknown: DependencyAnswer = {
  kind: 'unknown',
  missingReason: 'the repository has no lock file',
};
const bills: Record<
  string,
  { packages: Array<[string, string[]]>; vulnerable?: number }
> = {
  head: {
    packages: [
      ['npm:react', ['18.0.0']],
      ['npm:vue', ['3.0.0']],
    ],
    vulnerable: 3,
  },
  base: { packages: [['npm:react', ['17.0.0']]] },
};

function collectorOf(
  answers: DependencyAnswer[],
  documents: EvidenceDocument[] = [],
) {
  const asked: unknown[] = [];
  const collector = DependencyCollector.create({
    changes: changesBy({ [request.sha]: [] }),
    dependencies: {
      compare: async ({ base, head, folder }) => {
        asked.push({ base, head, folder });
        return answers.length > 1
          ? (answers.shift() as DependencyAnswer)
          : answers[0];
      },
    },
    evidence: evidenceOf(documents, {
      getBillOfMaterials: async id => bills[id],
    }),
    ownership: {
      getComponent: entityRef => ({
        entityRef,
        gitPath: 'services/pay',
        environments: new Map(),
        strategyTable: 'default',
        annotations: {},
      }),
    },
  });
  return { collector, asked };
}

const bom = (id: string, fields: Partial<EvidenceDocument> = {}) =>
  evidenceDocument({ id, kind: 'sbom', ...fields });

describe('DependencyCollector', () => {
  it('tells what differs in the lock files of the component', async () => {
    const { collector, asked } = collectorOf([compared]);
    const { values, missingReasons } = await collect(collector);
    expect(values).toMatchObject({
      depmajor: {
        value: 2,
        source: 'lock files (1 changed; big.lock is too large)',
      },
      depnew: { value: 5 },
    });
    expect(values.depvuln).toBeUndefined();
    expect(missingReasons?.depvuln).toContain('vulnerability scan');
    expect(asked).toEqual([
      { base: request.previousSha, head: request.sha, folder: 'services/pay' },
    ]);
  });

  it('asks again when the repository had to be fetched first', async () => {
    const { collector, asked } = collectorOf([
      { ...unknown, mayComeLater: true },
      compared,
    ]);
    const { values, mayComeLater } = await collect(collector);
    expect(values.depnew).toMatchObject({ value: 5 });
    expect(mayComeLater).toBe(false);
    expect(asked).toHaveLength(2);
  });

  it('compares bills of materials where there is no lock file, and counts what is vulnerable', async () => {
    const { collector } = collectorOf(
      [unknown],
      [bom('head'), bom('base', { sha: request.previousSha })],
    );
    const { values } = await collect(collector);
    expect(values).toMatchObject({
      depmajor: { value: 1, source: 'bills of materials of the two revisions' },
      depnew: { value: 1 },
      depvuln: { value: 3, source: 'bill of materials' },
    });
  });

  it('says why there is nothing to tell', async () => {
    const { collector } = collectorOf([unknown], [bom('head')]);
    await expect(collect(collector)).resolves.toMatchObject({
      values: { depmajor: undefined, depvuln: { value: 3 } },
      missingReason: 'the repository has no lock file',
    });
    await expect(
      collect(collector, featureRequest({ previousSha: undefined })),
    ).resolves.toMatchObject({
      missingReason: 'nothing was deployed before to compare with',
    });
  });

  it('does not tell "nobody looked" for "none is vulnerable", nor what was found later', async () => {
    const { collector } = collectorOf([compared], [bom('base')]);
    expect((await collect(collector)).values.depvuln).toBeUndefined();
    const later = collectorOf(
      [compared],
      [bom('head', { observedAt: '2026-11-20T10:00:00.001Z' })],
    );
    expect((await collect(later.collector)).values.depvuln).toBeUndefined();
  });
});

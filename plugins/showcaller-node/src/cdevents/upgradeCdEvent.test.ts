import { validateCdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import { upgradeCdEvent } from './upgradeCdEvent';

function older(
  type: string,
  content: object,
  subject: object = {},
  context: object = {},
) {
  return {
    context: {
      version: '0.3.0',
      id: '1',
      source: 'https://ci.example.com',
      type: `dev.cdevents.${type}`,
      timestamp: '2024-02-29T15:23:09Z',
      ...context,
    },
    subject: { id: 's', type: 'thing', ...subject, content },
    customData: { kept: true },
    customDataContentType: 'application/json',
  };
}

const uri = 'https://ci.example.com/1';
const environment = { id: 'staging' };

describe('upgradeCdEvent', () => {
  it.each([
    [
      'pipelinerun.started.0.1.1',
      { pipelineName: 'p', url: uri },
      'pipelinerun.started.0.3.0',
      { pipelineName: 'p', uri },
    ],
    [
      'pipelinerun.finished.0.2.0',
      { url: 'job/1', outcome: 'Failed', errors: 'x' },
      'pipelinerun.finished.0.3.0',
      { outcome: 'failure', errors: 'x' },
    ],
    [
      'pipelinerun.finished.0.1.0',
      { outcome: '' },
      'pipelinerun.finished.0.3.0',
      {},
    ],
    [
      'taskrun.finished.0.1.1',
      {
        taskName: 't',
        url: uri,
        outcome: 'whatever',
        pipelineRun: { id: 'p' },
      },
      'taskrun.finished.0.3.0',
      { taskName: 't', uri, outcome: 'whatever', pipelineRun: { id: 'p' } },
    ],
    [
      'repository.created.0.1.1',
      { name: 'r', url: uri },
      'repository.created.0.3.0',
      { name: 'r', uri },
    ],
    [
      'environment.created.0.2.0',
      { name: 'e', url: uri },
      'environment.created.0.3.0',
      { name: 'e', uri },
    ],
    [
      'service.upgraded.0.1.1',
      { environment, artifactId: 'pkg:oci/a@1' },
      'service.upgraded.0.3.0',
      { environment, artifactId: 'pkg:oci/a@1' },
    ],
    [
      'change.created.0.1.2',
      { repository: { id: 'r' } },
      'change.created.0.4.0',
      { repository: { id: 'r' } },
    ],
    [
      'testcaserun.finished.0.1.0',
      { outcome: 'pass', environment },
      'testcaserun.finished.0.3.0',
      { outcome: 'success', environment },
    ],
    [
      'testcase.finished.0.1.0',
      { outcome: 'fail', environment },
      'testcaserun.finished.0.3.0',
      { outcome: 'failure', environment },
    ],
    [
      'testsuiterun.queued.0.2.0',
      { environment, testSuite: { id: 't', url: uri } },
      'testsuiterun.queued.0.3.0',
      { environment, testSuite: { id: 't', uri } },
    ],
    [
      'ticket.closed.0.1.0',
      { uri, resolution: 'done' },
      'ticket.closed.0.2.0',
      { uri, resolution: 'done' },
    ],
  ])('makes of %s %j %s', (type, content, newType, newContent) => {
    const upgraded = upgradeCdEvent(older(type, content)) as ReturnType<
      typeof older
    >;
    expect(upgraded).toEqual({
      context: {
        specversion: '0.5.1',
        id: '1',
        source: 'https://ci.example.com',
        type: `dev.cdevents.${newType}`,
        timestamp: '2024-02-29T15:23:09Z',
      },
      subject: { id: 's', content: newContent },
      customData: { kept: true },
      customDataContentType: 'application/json',
    });
    expect(validateCdEvent(upgraded)).toEqual({ valid: true });
  });

  it.each([
    ['testsuite.started.0.1.1', {}, 'testsuiterun.started'],
    ['testcase.queued.0.1.0', {}, 'testcaserun.queued'],
    ['approval.created.0.1.0', { requestor: 'urn:user:a' }, 'approval.created'],
    ['taskrun.queued.0.1.0', { taskName: 'a' }, 'taskrun.queued'],
    [
      'service.deployed.0.4.0-draft',
      { environment, targets: [1] },
      'service.deployed',
    ],
  ])(
    'keeps %s, which v0.5.1 has no place for, as %3$s of ours',
    (type, content, name) => {
      const kept = upgradeCdEvent(older(type, content)) as ReturnType<
        typeof older
      >;
      expect(kept.context.type).toBe(`dev.cdeventsx.showcaller-${name}.0.1.0`);
      expect(kept.subject.content).toEqual(content);
      expect(validateCdEvent(kept)).toEqual({ valid: true });
    },
  );

  it('takes chain ids in either spelling, and the links', () => {
    const links = [{ linkType: 'END', from: { contextId: 'a' } }];
    const upgraded = upgradeCdEvent(
      older(
        'build.started.0.2.0',
        {},
        {},
        { version: '0.4.0', chain_id: 'chain', links },
      ),
    );
    expect(upgraded).toMatchObject({ context: { chainId: 'chain', links } });
    expect(validateCdEvent(upgraded)).toEqual({ valid: true });
  });

  it.each([
    undefined,
    null,
    7,
    'text',
    [],
    {},
    { context: null },
    { context: { type: 7 } },
    { context: { type: 'dev.cdeventsx.tool-thing.done.0.1.0' } },
    { context: { type: 'dev.cdevents.service.deployed' } },
    { context: { type: 'dev.cdevents.constructor.name.0.1.0' } },
    older(
      'service.deployed.0.3.0',
      { environment: 7 },
      {},
      { specversion: '1' },
    ),
  ])('leaves %j to validation', value => {
    expect(upgradeCdEvent(value)).toBe(value);
  });
});

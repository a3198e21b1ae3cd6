import type { CdEvent } from './types';
import { validateCdEvent } from './validateCdEvent';

function deployed(overrides: {
  context?: Record<string, unknown>;
  content?: Record<string, unknown>;
}): unknown {
  const event: CdEvent = {
    context: {
      specversion: '0.5.1',
      id: '271069a8-fc18-44f1-b38f-9d70a1695819',
      source: 'https://github.com/webshop/payments',
      type: 'dev.cdevents.service.deployed.0.3.0',
      timestamp: '2026-11-20T10:00:00.000Z',
    },
    subject: {
      id: 'webshop/payments#deployment-1',
      content: {
        environment: { id: 'production' },
        artifactId: 'pkg:github/webshop/payments@f95f852',
      },
    },
  };
  return {
    ...event,
    context: { ...event.context, ...overrides.context },
    subject: {
      ...event.subject,
      content: { ...event.subject.content, ...overrides.content },
    },
  };
}

describe('validateCdEvent', () => {
  it('accepts a complete event', () => {
    expect(validateCdEvent(deployed({}))).toEqual({ valid: true });
  });

  it.each([
    [
      'no environment',
      { content: { environment: undefined } },
      '/subject/content',
    ],
    [
      'an empty artifact',
      { content: { artifactId: '' } },
      '/subject/content/artifactId',
    ],
    ['a field of its own', { content: { replicas: 3 } }, '/subject/content'],
    [
      'a time that is none',
      { context: { timestamp: 'yesterday' } },
      '/context/timestamp',
    ],
    ['an empty id', { context: { id: '' } }, '/context/id'],
    [
      'a source with a space',
      { context: { source: 'my host' } },
      '/context/source',
    ],
  ])('says where an event with %s is wrong', (_what, overrides, where) => {
    const result = validateCdEvent(deployed(overrides));

    expect(result).toEqual({
      valid: false,
      problems: [expect.stringMatching(new RegExp(`^${where} `))],
    });
  });

  it('says everything that is wrong at once', () => {
    const result = validateCdEvent(
      deployed({ context: { id: '' }, content: { artifactId: '' } }),
    );

    expect(!result.valid && result.problems).toHaveLength(2);
  });

  it.each([
    'dev.cdevents.service.deployed.0.1.0',
    'dev.cdevents.service.exploded.0.3.0',
    'constructor',
    '',
  ])('refuses the unknown type "%s"', type => {
    expect(validateCdEvent(deployed({ context: { type } }))).toEqual({
      valid: false,
      problems: [expect.stringContaining('nor dev.cdeventsx.')],
    });
  });

  it.each([
    'dev.cdeventsx.showcaller-gate.decided.0.1.0',
    'dev.cdeventsx.othertool-thing.happened.12.0.1-draft',
  ])('accepts any content in the custom type %s', type => {
    expect(
      validateCdEvent(
        deployed({ context: { type }, content: { anything: [1] } }),
      ),
    ).toEqual({ valid: true });
  });

  it.each([
    'dev.cdeventsx.gate.decided.0.1.0',
    'dev.cdeventsx.showcaller-gate.0.1.0',
    'dev.cdeventsx.showcaller-gate.requested_action.0.1.0',
    'dev.cdeventsx.showcaller-gate.decided',
  ])('refuses the malformed custom type %s', type => {
    expect(validateCdEvent(deployed({ context: { type } }))).toEqual({
      valid: false,
      problems: [expect.stringMatching(/^\/context\/type must match pattern/)],
    });
  });

  it.each([undefined, null, 'text', 7, [], {}, { context: null }])(
    'refuses %p without throwing',
    value => {
      expect(validateCdEvent(value)).toEqual({
        valid: false,
        problems: ['/context/type must be a string'],
      });
    },
  );
});

import { createCdEvent } from './createCdEvent';
import { cdEventType, customEventType } from './eventType';
import { validateCdEvent } from './validateCdEvent';

const parts = {
  id: '3f1c0a52-7d0e-5a4b-9c67-0d4f3f1f2f10',
  type: cdEventType('change.created'),
  source: 'https://github.com/webshop/payments',
  timestamp: '2026-11-20T10:00:00.000Z',
  subject: { id: 'webshop/payments@f95f852' },
};

describe('createCdEvent', () => {
  it('builds a valid event from the least that is needed', () => {
    const event = createCdEvent(parts);

    expect(validateCdEvent(event)).toEqual({ valid: true });
    expect(event).toEqual({
      context: {
        specversion: '0.5.1',
        id: parts.id,
        type: 'dev.cdevents.change.created.0.4.0',
        source: parts.source,
        timestamp: parts.timestamp,
      },
      subject: { id: parts.subject.id, content: {} },
    });
  });

  it('leaves out what is undefined, however deep, and keeps false and 0', () => {
    const event = createCdEvent({
      ...parts,
      chainId: undefined,
      subject: {
        ...parts.subject,
        source: undefined,
        content: { description: undefined },
      },
      customData: {
        branch: undefined,
        onDefaultBranch: false,
        pullRequest: { number: 0, title: undefined },
        files: ['a', 'b'],
      },
    });

    expect(JSON.parse(JSON.stringify(event))).toStrictEqual(event);
    expect(event.customData).toStrictEqual({
      onDefaultBranch: false,
      pullRequest: { number: 0 },
      files: ['a', 'b'],
    });
    expect(event.customDataContentType).toBe('application/json');
  });

  it('names our own events as CDEvents wants custom types named', () => {
    const type = customEventType('deployment', 'failed');

    expect(type).toBe('dev.cdeventsx.showcaller-deployment.failed.0.1.0');
    expect(validateCdEvent(createCdEvent({ ...parts, type }))).toEqual({
      valid: true,
    });
  });
});

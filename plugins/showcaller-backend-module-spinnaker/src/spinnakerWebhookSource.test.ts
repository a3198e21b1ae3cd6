import { bytes, END, orca, source, stage } from './__fixtures__/echo';
import { createSpinnakerWebhookSource } from './spinnakerWebhookSource';

describe('the sender of Spinnaker’s events', () => {
  const request = (headers: Record<string, string>) => ({
    headers,
    body: bytes(orca('pipeline:starting', {})),
  });
  const basic = (text: string) => ({
    authorization: `Basic ${Buffer.from(text).toString('base64')}`,
  });

  it.each([
    [basic('echo:secret'), 'basic credentials 1'],
    [{ authorization: 'Bearer token' }, 'token 1'],
  ])('is believed', (headers, verifiedBy) => {
    expect(source.verify(request(headers))).toEqual({ ok: true, verifiedBy });
  });

  it.each([
    ['no header', {}, 401],
    ['a wrong password', basic('echo:guess'), 403],
    ['an altered byte', basic('echo:secreT'), 403],
    ['a wrong token', { authorization: 'Bearer tokem' }, 403],
  ])('is refused with %s', (_, headers, status) => {
    expect(
      source.verify(request(headers as Record<string, string>)),
    ).toMatchObject({ ok: false, status });
  });

  it('is refused when nothing is configured', () => {
    const none = createSpinnakerWebhookSource({
      secrets: { tokens: [], basic: [] },
    });
    expect(none.configured).toBe(false);
    expect(none.verify(request(basic(':')))).toMatchObject({
      ok: false,
      status: 403,
    });
  });

  it('tells one thing once, wrapped or not, though every try has an id of its own', () => {
    const id = (body: object) =>
      source.envelope({ headers: {}, body: bytes(body) }).deliveryId;
    const first = stage('complete');
    expect(
      id({
        eventName: 'spinnaker_events',
        payload: { ...first, eventId: '2' },
      }),
    ).toBe(id(first));
    for (const other of [
      stage('failed'),
      stage('complete', { name: 'Other' }),
      stage('complete', { endTime: END + 1 }),
      orca('pipeline:complete', {}),
    ]) {
      expect(id(other)).not.toBe(id(first));
    }
    expect(
      source.envelope({ headers: {}, body: Buffer.from('{') }).eventType,
    ).toBe('unreadable');
  });
});

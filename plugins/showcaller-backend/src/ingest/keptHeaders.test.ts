import { keptHeaders } from './keptHeaders';

describe('keptHeaders', () => {
  it('keeps what tells something about the event', () => {
    const telling = {
      'content-type': 'application/json',
      'content-length': '12',
      'user-agent': 'GitHub-Hookshot/1',
      'x-github-event': 'push',
      'x-github-delivery': '1',
      'x-github-hook-id': '2',
      'x-gitlab-event-uuid': '3',
      'ce-id': '4',
    };
    expect(keptHeaders(telling)).toEqual(telling);
  });

  it('keeps no secret, whatever its header is called', () => {
    expect(
      keptHeaders(
        {
          authorization: 'Bearer x',
          'proxy-authorization': 'Basic x',
          cookie: 'a=b',
          'x-hub-signature-256': 'sha256=x',
          'webhook-signature': 'v1,x',
          'x-gitlab-token': 'x',
          'x-event-secret': 'x',
          'x-delivery-password': 'x',
          'x-hook-api-key': 'x',
          'x-event-seal': 'x',
          'x-forwarded-for': '10.0.0.1',
          'x-custom': 'x',
        },
        ['X-Event-Seal'],
      ),
    ).toEqual({});
  });
});

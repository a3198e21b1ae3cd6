import { parse } from 'yaml';
import { application, exampleFile, sampleBody } from './__fixtures__/example';
import { renderGoTemplate } from './__fixtures__/renderGoTemplate';

const EVENTS = [
  'app-sync-running',
  'app-sync-succeeded',
  'app-deployed',
  'app-sync-failed',
  'app-health-degraded',
];
const configMap = parse(exampleFile('argocd-notifications-cm.yaml')) as {
  kind: string;
  metadata: { name: string };
  data: Record<string, string>;
};

function bodyOf(event: string): string {
  const { webhook } = parse(configMap.data[`template.showcaller-${event}`]);
  expect(webhook.showcaller.method).toBe('POST');
  return webhook.showcaller.body;
}

function rendered(event: string, app: object = application): unknown {
  return JSON.parse(
    renderGoTemplate(bodyOf(event), {
      app,
      context: { argocdUrl: 'https://argocd.example.com' },
    }),
  );
}

const changed = (status: object) => ({
  ...application,
  status: { ...application.status, ...status },
});
const failed = {
  phase: 'Failed',
  startedAt: '2026-11-20T10:00:00Z',
  finishedAt: '2026-11-20T10:01:12Z',
};
const states: Record<string, object> = {
  'app-deployed': application,
  'app-health-degraded': changed({ health: { status: 'Degraded' } }),
  'app-sync-failed': changed({
    health: { status: 'Missing' },
    operationState: failed,
  }),
};

describe('the template for Argo CD', () => {
  it.each(Object.keys(states).filter(event => sampleBody(event)))(
    'renders %s in the form that Showcaller reads',
    event => {
      expect(rendered(event, states[event])).toEqual(
        JSON.parse(sampleBody(event) ?? ''),
      );
    },
  );

  it('has the same body for every event', () => {
    const [first, ...others] = EVENTS.map(event =>
      bodyOf(event).replace(`"event": "${event}"`, '"event": "?"'),
    );
    expect(first).toContain('"event": "?"');
    expect(new Set([first, ...others]).size).toBe(1);
  });

  it('passes annotations of ours on, and texts with quotes', () => {
    const app = {
      ...application,
      metadata: {
        ...application.metadata,
        annotations: {
          'showcaller.io/entity': 'component:default/checkout',
          'showcaller.io/environment': 'prod "eu"',
        },
      },
    };
    expect(rendered('app-deployed', app)).toMatchObject({
      entity: 'component:default/checkout',
      environment: 'prod "eu"',
    });
  });

  it('takes the first source of several, and applications that were never synchronised', () => {
    expect(
      rendered('app-deployed', {
        ...application,
        spec: {
          project: 'default',
          sources: [{ repoURL: 'https://git.example.com/a/b' }, {}],
          destination: { name: 'eu', namespace: 'web' },
        },
        status: { sync: { status: 'Synced', revisions: ['c0ffee', 'x'] } },
      }),
    ).toMatchObject({
      source: { repoURL: 'https://git.example.com/a/b', path: '' },
      destination: { server: 'eu', namespace: 'web' },
      sync: { revision: 'c0ffee' },
      operation: { phase: '', startedAt: '' },
      history: [],
      images: [],
    });
  });
});

describe('the example for Argo CD', () => {
  it('sends to the webhook of Showcaller with the token of the secret', () => {
    const service = parse(configMap.data['service.webhook.showcaller']);
    expect(service.url).toMatch(/\/api\/showcaller\/webhooks\/argocd$/);
    expect(service.headers).toContainEqual({
      name: 'Authorization',
      value: 'Bearer $showcaller-token',
    });
    const secret = parse(exampleFile('argocd-notifications-secret.yaml'));
    expect([configMap.metadata.name, secret.metadata.name]).toEqual([
      'argocd-notifications-cm',
      'argocd-notifications-secret',
    ]);
    expect(Object.keys(secret.stringData)).toEqual(['showcaller-token']);
  });

  it('has a trigger for each template, subscribed by all and by annotation', () => {
    const triggers = EVENTS.map(
      event => `showcaller-on-${event.replace('app-', '')}`,
    );
    for (const [index, trigger] of triggers.entries()) {
      const [{ when, oncePer, send }] = parse(
        configMap.data[`trigger.${trigger}`],
      );
      expect(when).toMatch(/^app\.status\./);
      expect(oncePer).toMatch(/^app\.status\.operationState\?\./);
      expect(send).toEqual([`showcaller-${EVENTS[index]}`]);
    }
    expect(parse(configMap.data.subscriptions)).toEqual([
      { recipients: ['showcaller'], triggers },
    ]);
    const { annotations } = parse(exampleFile('application.yaml')).metadata;
    for (const trigger of triggers) {
      expect(annotations).toHaveProperty([
        `notifications.argoproj.io/subscribe.${trigger}.showcaller`,
      ]);
    }
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';
import { mapped } from './__fixtures__/events';
import { createFlaggerWebhookSource } from './flagger/flaggerWebhookSource';

const examples = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-cdevents',
    '../../examples',
  ),
);
const read = (name: string) =>
  parse(readFileSync(path.join(examples, name), 'utf8'));
const flagger = createFlaggerWebhookSource({
  secrets: { tokens: ['token'], basic: [] },
});

describe('the example for Argo Rollouts', () => {
  const template = read('argo-rollouts/analysis-template.yaml');
  const rollout = read('argo-rollouts/rollout.yaml');
  const [metric] = template.spec.metrics;

  it('goes on with pass, aborts with fail, and pauses with anything else', () => {
    expect(metric).toMatchObject({
      successCondition: 'result == "pass"',
      failureCondition: 'result == "fail"',
      failureLimit: 0,
      consecutiveSuccessLimit: 1,
      provider: {
        web: {
          method: 'POST',
          url: expect.stringContaining('/api/showcaller/gate/canary/verdict'),
          jsonPath: '{$.verdict}',
          jsonBody: {
            entityRef: '{{ args.entity }}',
            environment: '{{ args.environment }}',
            step: '{{ args.step }}',
            canaryHash: '{{ args.canary-hash }}',
          },
        },
      },
    });
    // All looks but the last may be inconclusive; the gate answers before the metric gives up.
    expect(metric.inconclusiveLimit).toBe(metric.count - 1);
    const { url, timeoutSeconds } = metric.provider.web;
    expect(
      parseInt(new URL(url).searchParams.get('wait') ?? '', 10),
    ).toBeLessThan(timeoutSeconds);
  });

  it('asks after each step with the weight of the step', () => {
    const { steps } = rollout.spec.strategy.canary;
    const weights = steps.flatMap((step: { setWeight?: number }) =>
      step.setWeight === undefined ? [] : [String(step.setWeight)],
    );
    type Argument = { name: string; value?: string };
    const asked = steps.flatMap(
      (step: {
        analysis?: {
          templates: Array<{ templateName: string }>;
          args: Argument[];
        };
      }) => {
        if (!step.analysis) {
          return [];
        }
        expect(step.analysis.templates).toEqual([
          { templateName: template.metadata.name },
        ]);
        const given = step.analysis.args.map(({ name }) => name);
        const wanted = template.spec.args.filter(
          (arg: { valueFrom?: object }) => !arg.valueFrom,
        );
        expect(given).toEqual(wanted.map(({ name }: Argument) => name));
        return step.analysis.args.find(({ name }) => name === 'step')?.value;
      },
    );
    expect(asked).toEqual(weights);
  });

  it('tells of steps in the form that the source flagger reads', () => {
    const { data } = read('argo-rollouts/notifications.yaml');
    const service = parse(data['service.webhook.showcaller']);
    expect(service.url).toMatch(/\/api\/showcaller\/webhooks\/flagger$/);
    const triggers = Object.keys(data).filter(key =>
      key.startsWith('trigger.'),
    );
    expect(triggers).toHaveLength(4);
    const types = triggers.map(trigger => {
      const [{ send }] = parse(data[trigger]);
      const { webhook } = parse(data[`template.${send[0]}`]);
      expect(rollout.metadata.annotations).toHaveProperty([
        `notifications.argoproj.io/subscribe.${trigger.slice(8)}.showcaller`,
      ]);
      const body = JSON.parse(
        webhook.showcaller.body
          .replace(/\{\{-.*?-\}\}/g, '')
          .replace(/\{\{[^}]*\}\}/g, '"abc1234/x"'),
      );
      body.metadata.sha = 'abc1234';
      return mapped(flagger, body).map(({ context }) =>
        context.type.split('.').slice(2, 4).join('.'),
      );
    });
    expect(types).toEqual([
      ['taskrun.started', 'showcaller-deployment.started'],
      ['taskrun.started', 'showcaller-deployment.started'],
      ['taskrun.finished', 'service.upgraded'],
      [
        'taskrun.finished',
        'service.rolledback',
        'showcaller-deployment.failed',
      ],
    ]);
  });
});

describe('the example for Flagger', () => {
  const { analysis } = read('flagger/canary.yaml').spec;
  type Hook = {
    type: string;
    url: string;
    timeout?: string;
    metadata: Record<string, string>;
  };
  const hooks = analysis.webhooks as Hook[];

  it('asks the gate by hooks whose addresses say their types', () => {
    const asking = hooks.filter(({ type }) => type !== 'event');
    expect(asking.map(({ type }) => type)).toEqual([
      'confirm-rollout',
      'rollout',
      'confirm-promotion',
      'rollback',
    ]);
    for (const { type, url, timeout, metadata } of asking) {
      expect(url).toMatch(
        new RegExp(`/api/showcaller/gate/hooks/flagger/${type}$`),
      );
      // Longer than the gate waits with its answer.
      expect(parseInt(timeout ?? '', 10)).toBeGreaterThan(8);
      expect(Object.keys(metadata).sort()).toEqual([
        'entityRef',
        'environment',
        'sha',
        'token',
      ]);
    }
  });

  it('tells how the canary goes on, with what makes it a deployment', () => {
    const [event] = hooks.filter(({ type }) => type === 'event');
    const url = new URL(event.url);
    expect(url.pathname).toBe('/api/showcaller/webhooks/flagger/event');
    expect([url.username, url.password]).toEqual(['flagger', 'replace-me']);
    const body = {
      name: 'checkout',
      namespace: 'production',
      phase: 'Succeeded',
      checksum: 'abc',
      metadata: event.metadata,
    };
    expect(mapped(flagger, body)[1].customData).toMatchObject({
      kind: 'deployment',
      repository: 'acme/checkout',
      environment: 'production',
      entity: 'component:default/checkout',
    });
  });
});

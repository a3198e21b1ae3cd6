import { readFileSync } from 'node:fs';
import path from 'node:path';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { parse } from 'yaml';

const folder = path.resolve(
  resolvePackagePath(
    '@showcaller/backstage-plugin-showcaller-backend-module-spinnaker',
    '../../examples/spinnaker',
  ),
);
const read = (name: string) =>
  parse(readFileSync(path.join(folder, name), 'utf8'));

describe('examples for Spinnaker', () => {
  const [stage] = read('orca-local.yml').webhook.preconfigured;

  it('ask the gate and look where it says until it has decided', () => {
    expect(stage).toMatchObject({
      type: 'showcallerGate',
      enabled: true,
      method: 'POST',
      url: expect.stringMatching(/\/api\/showcaller\/gate\/evaluations$/),
      waitForCompletion: true,
      statusUrlResolution: 'locationHeader',
      statusJsonPath: '$.status',
      successStatuses: 'ALLOW',
      terminalStatuses: 'BLOCK,INCONCLUSIVE',
    });
    expect(stage.retryStatusCodes).toEqual(expect.arrayContaining([429, 503]));
  });

  it('send what the gate wants to know, all of it parameters of the stage', () => {
    const body = JSON.parse(stage.payload);
    expect(Object.keys(body).sort()).toEqual([
      'change',
      'entityRef',
      'environment',
      'identifier',
      'source',
      'stage',
    ]);
    expect(Object.keys(body.change).sort()).toEqual(['repository', 'sha']);
    const asked = [...stage.payload.matchAll(/parameterValues\['(\w+)'\]/g)]
      .map(([, name]) => name)
      .sort();
    const declared = stage.parameters.map(({ name }: { name: string }) => name);
    expect(declared.sort()).toEqual(asked);
    const example = read('gate-stage.json');
    expect(example.type).toBe(stage.type);
    expect(Object.keys(example.parameterValues).sort()).toEqual(asked);
  });

  it('send events with a user and a password', () => {
    const { rest } = read('echo-local.yml');
    expect(rest.enabled).toBe(true);
    expect(rest.endpoints).toEqual([
      {
        wrap: false,
        url: expect.stringMatching(/\/api\/showcaller\/webhooks\/spinnaker$/),
        username: 'echo',
        password: expect.stringMatching(/^\$\{/),
      },
    ]);
  });
});

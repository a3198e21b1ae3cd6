import type { Payload } from '@showcaller/backstage-plugin-showcaller-node';

/** Every field that is given must be the same; of those not given any will do. @public */
export interface EnvironmentRule {
  /** Name of the application. */
  app?: string;
  project?: string;
  /** Namespace that is deployed to. */
  namespace?: string;
  /** Address or name of the cluster that is deployed to. */
  server?: string;
  environment: string;
}

/**
 * The environment that an application deploys to: as its annotation `showcaller.io/environment` says (the template passes
 * it on), by the first rule that fits, otherwise the namespace that it deploys to.
 */
export function environmentOf(
  payload: Payload,
  rules: EnvironmentRule[],
): string | undefined {
  const app = payload.child('app');
  const destination = payload.child('destination');
  const told: Record<string, string | undefined> = {
    app: app?.text('name'),
    project: app?.text('project'),
    namespace: destination?.text('namespace'),
    server: destination?.text('server'),
  };
  const rule = rules.find(({ environment, ...wanted }) =>
    Object.entries(wanted).every(
      ([name, value]) => value === undefined || told[name] === value,
    ),
  );
  return (
    payload.text('environment') ??
    rule?.environment ??
    told.namespace
  )?.slice(0, 200);
}

import type { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { GithubApiConfig } from '../api/readGithubApiConfig';

const KEY = 'showcaller.github.gate';
const MODES = ['off', 'check'];

/** What the gate is asked by webhooks. @public */
export interface GateQuestions {
  /** Host whose webhooks these are, and where the answers go: `github.com`. */
  host: string;
  /** Deployments to environments that are protected by the app. */
  protectionRule: boolean;
  /** Pull requests that were opened or got new commits. */
  preMerge: boolean;
}

/**
 * Reads `showcaller.github.gate`. Undefined without `showcaller.github.api`: what cannot be answered is not asked.
 *
 * @throws InputError for another mode than off and check.
 */
export function readGateConfig(
  config: RootConfigService,
  api: Pick<GithubApiConfig, 'host'> | undefined,
): GateQuestions | undefined {
  const mode = config.getOptionalString(`${KEY}.preMerge`) ?? 'off';
  if (!MODES.includes(mode)) {
    throw new InputError(
      `${KEY}.preMerge is '${mode}'; it must be one of ${MODES.join(', ')}`,
    );
  }
  return (
    api && {
      host: api.host,
      protectionRule:
        config.getOptionalBoolean(`${KEY}.protectionRule`) ?? true,
      preMerge: mode === 'check',
    }
  );
}

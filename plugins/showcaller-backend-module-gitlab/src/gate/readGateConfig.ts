import type { RootConfigService } from '@backstage/backend-plugin-api';
import type { GateQuestions } from '../mapping/hooks/HookItem';

const KEY = 'showcaller.gitlab.gate';

/** What the gate answers in GitLab, and as whom. */
export interface GitlabGateConfig {
  questions: GateQuestions;
  /** Name of the group, user or role that an approval stands for, where several rules could be meant. */
  representedAs?: string;
}

/** Reads `showcaller.gitlab.gate`. Answers need GitLab's API: nothing is asked where that is not configured. */
export function readGateConfig(
  config: RootConfigService,
  options: { canAnswer: boolean },
): GitlabGateConfig {
  const { canAnswer } = options;
  const wanted = (name: string, otherwise: boolean) =>
    canAnswer && (config.getOptionalBoolean(`${KEY}.${name}`) ?? otherwise);
  return {
    questions: {
      deploymentApprovals: wanted('deploymentApprovals', true),
      statusChecks: wanted('statusChecks', true),
      commitStatus: wanted('commitStatus', false),
    },
    representedAs: config.getOptionalString(`${KEY}.representedAs`),
  };
}

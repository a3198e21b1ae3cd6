import type { AuditorService } from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { Router } from 'express';
import type { Knex } from 'knex';
import type { AuditAppender } from '../audit/types';
import type { DeploymentTimeline } from '../delivery/DeploymentTimeline';
import type { EntityAccess } from '../http/EntityAccess';
import type { MountedRoutes } from '../http/mountRoutes';
import type { OwnershipGraph } from '../ownership/types';
import type { CallbackHosts } from './answers/callbackHosts';
import { CiCallers } from './callers/CiCallers';
import { createCiRouter } from './callers/ciRouter';
import { CiTokenVerifier } from './callers/CiTokenVerifier';
import { readIssuers } from './callers/oidcConfig';
import { PortalCallers } from './callers/PortalCallers';
import { RefusedCalls } from './callers/RefusedCalls';
import type { DecisionDetails } from './DecisionDetails';
import { EvaluationEndpoint } from './evaluations/EvaluationEndpoint';
import type { EvaluationRoom } from './evaluations/EvaluationRoom';
import { createEvaluationRouter } from './evaluations/router';
import type { GateService } from './GateService';
import { createArgoRolloutsRouter } from './hooks/argoRolloutsRouter';
import { createFlaggerRouter } from './hooks/flaggerRouter';
import { HookQuestions } from './hooks/HookQuestions';
import type { GateConfig } from './readGateConfig';
import { createGateRouter } from './router';

/** Where the gate can be asked: by people and services of the portal, by jobs of CI systems, by rollout tools. */
export function createGateRoutes(options: {
  knex: Knex;
  config: Config;
  settings: GateConfig;
  auditor: AuditorService;
  audit?: AuditAppender;
  access: EntityAccess;
  ownership: OwnershipGraph;
  timeline: Pick<DeploymentTimeline, 'list'>;
  gate: GateService;
  details: DecisionDetails;
  callbacks: CallbackHosts;
  evaluations: EvaluationRoom;
  now: () => Date;
}): MountedRoutes[] {
  const { config, settings, ownership, now } = options;
  const { service, reader } = options.evaluations;
  const endpoint = EvaluationEndpoint.create({
    ...options,
    ...settings,
    service,
    reader,
  });
  const refused = RefusedCalls.create(options);
  const common = {
    ...options,
    endpoint,
    reader,
    refused,
    callers: PortalCallers.create(options),
    questions: HookQuestions.create({ ...options, endpoint }),
  };
  const ciCallers = CiCallers.create({
    ownership,
    verifier: CiTokenVerifier.create({ issuers: readIssuers(config), now }),
  });
  return [
    {
      path: '/gate/ci',
      router: createCiRouter({ ...common, callers: ciCallers }),
      unauthenticated: true,
    },
    {
      path: '/gate/hooks/flagger',
      router: createFlaggerRouter({ ...common, token: settings.flaggerToken }),
      unauthenticated: true,
    },
    { path: '/gate/canary', router: createArgoRolloutsRouter(common) },
    {
      path: '/gate',
      router: Router()
        .use(createEvaluationRouter(common))
        .use(createGateRouter(options)),
    },
  ];
}

import type { Suite } from '../Suite';
import { auditSuite } from './audit';
import { historyImportSuite } from './historyImport';
import { pipelineSuite } from './pipeline';
import { policySuite } from './policy';
import { riskSuite } from './risk';
import { riskColdstartSuite } from './riskColdstart';
import { riskExplainSuite } from './riskExplain';
import { riskScaleSuite } from './riskScale';
import { riskServingSuite } from './riskServing';
import { sigstoreSuite } from './sigstore';
import { webhooksSuite } from './webhooks';

/** Every suite; adding one is a file beside this one and a line here. */
export const suites: Suite[] = [
  auditSuite,
  historyImportSuite,
  pipelineSuite,
  policySuite,
  riskSuite,
  riskColdstartSuite,
  riskExplainSuite,
  riskScaleSuite,
  riskServingSuite,
  sigstoreSuite,
  webhooksSuite,
];

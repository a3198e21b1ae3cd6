import type { CdEventName } from './CdEventName';
import {
  closed,
  JsonSchema,
  name,
  oneOf,
  open,
  text,
  uri,
  uriReference,
} from './schema';

/** What CDEvents says about one type of event. @internal */
export interface CdEventDefinition {
  version: string;
  /** Schema of `subject.content`. */
  content: JsonSchema;
  /** Fields of the subject beside `id`, `source` and `content`. */
  subject?: Record<string, JsonSchema>;
  /** The test events allow any text as `source`, the others want a URI reference. */
  anySource?: boolean;
}

const reference = closed({ id: name }, { source: uriReference });
const environment = reference;
const sbom = closed({ uri: uriReference });
const inRepository = closed({}, { repository: reference });
const outcome = oneOf('success', 'failure', 'cancel', 'error');
const severity = oneOf('low', 'medium', 'high', 'critical');

const repository = { owner: text, viewUrl: uri };
const deployment = closed({ environment, artifactId: name });
const incident = { description: text, service: reference, artifactId: name };
const task = { taskName: text, uri, pipelineRun: reference };

const testRun = closed({ id: name }, { source: text });
const testSuite = closed({ id: name }, { version: text, name: text, uri });
const testCase = closed(
  { id: name },
  {
    version: text,
    name: text,
    type: oneOf(
      'performance',
      'functional',
      'unit',
      'security',
      'compliance',
      'integration',
      'e2e',
      'other',
    ),
    uri,
  },
);
const trigger = open(
  {},
  { type: oneOf('manual', 'pipeline', 'event', 'schedule', 'other'), uri },
);
const caseStart = closed(
  { environment },
  { trigger, testSuiteRun: testRun, testCase },
);
const suiteStart = closed({ environment }, { trigger, testSuite });

const words = { type: 'array', items: text } as const;
// ticketType and priority have recommended words, but any text is valid.
const ticket = {
  summary: text,
  ticketType: text,
  group: text,
  creator: name,
  assignees: words,
  priority: text,
  labels: words,
  milestone: text,
};

/** Every type of CDEvents v0.5.1 by `<subject>.<predicate>`. @internal */
export const cdEventDefinitions = {
  'artifact.deleted': { version: '0.2.0', content: closed({}, { user: name }) },
  'artifact.downloaded': {
    version: '0.2.0',
    content: closed({}, { user: name }),
  },
  'artifact.packaged': {
    version: '0.3.0',
    content: closed({ change: reference }, { sbom }),
  },
  'artifact.published': {
    version: '0.3.0',
    content: closed({}, { sbom, user: name }),
  },
  'artifact.signed': { version: '0.3.0', content: closed({ signature: name }) },
  'branch.created': { version: '0.3.0', content: inRepository },
  'branch.deleted': { version: '0.3.0', content: inRepository },
  'build.finished': {
    version: '0.3.0',
    content: closed({}, { artifactId: text }),
  },
  'build.queued': { version: '0.3.0', content: closed({}) },
  'build.started': { version: '0.3.0', content: closed({}) },
  'change.abandoned': { version: '0.3.0', content: inRepository },
  'change.created': {
    version: '0.4.0',
    content: closed({}, { description: name, repository: reference }),
  },
  'change.merged': { version: '0.3.0', content: inRepository },
  'change.reviewed': { version: '0.3.0', content: inRepository },
  'change.updated': { version: '0.3.0', content: inRepository },
  'environment.created': {
    version: '0.3.0',
    content: closed({}, { name: text, uri }),
  },
  'environment.deleted': {
    version: '0.3.0',
    content: closed({}, { name: text }),
  },
  'environment.modified': {
    version: '0.3.0',
    content: closed({}, { name: text, uri }),
  },
  'incident.detected': {
    version: '0.3.0',
    content: closed({ environment }, incident),
  },
  'incident.reported': {
    version: '0.3.0',
    content: closed(
      { environment, ticketURI: { ...uri, minLength: 1 } },
      incident,
    ),
  },
  'incident.resolved': {
    version: '0.3.0',
    content: closed({ environment }, incident),
  },
  'pipelinerun.finished': {
    version: '0.3.0',
    content: closed({}, { pipelineName: text, uri, outcome, errors: text }),
  },
  'pipelinerun.queued': {
    version: '0.3.0',
    content: closed({}, { pipelineName: text, uri }),
  },
  'pipelinerun.started': {
    version: '0.3.0',
    content: closed({ pipelineName: text, uri }),
  },
  'repository.created': {
    version: '0.3.0',
    content: closed({ name, uri }, repository),
  },
  'repository.deleted': {
    version: '0.3.0',
    content: closed({}, { name: text, uri, ...repository }),
  },
  'repository.modified': {
    version: '0.3.0',
    content: closed({}, { name: text, uri, ...repository }),
  },
  'service.deployed': { version: '0.3.0', content: deployment },
  'service.published': {
    version: '0.3.0',
    content: closed({}, { environment }),
  },
  'service.removed': { version: '0.3.0', content: closed({}, { environment }) },
  'service.rolledback': { version: '0.3.0', content: deployment },
  'service.upgraded': { version: '0.3.0', content: deployment },
  'taskrun.finished': {
    version: '0.3.0',
    content: closed({}, { ...task, outcome: text, errors: text }),
  },
  'taskrun.started': { version: '0.3.0', content: closed({}, task) },
  'testcaserun.finished': {
    version: '0.3.0',
    content: closed(
      { outcome, environment },
      { severity, reason: text, testSuiteRun: testRun, testCase },
    ),
    anySource: true,
  },
  'testcaserun.queued': {
    version: '0.3.0',
    content: caseStart,
    anySource: true,
  },
  'testcaserun.skipped': {
    version: '0.2.0',
    content: closed(
      {},
      { reason: text, environment, testSuiteRun: testRun, testCase },
    ),
    anySource: true,
  },
  'testcaserun.started': {
    version: '0.3.0',
    content: caseStart,
    anySource: true,
  },
  'testoutput.published': {
    version: '0.3.0',
    content: closed(
      {
        outputType: oneOf('report', 'video', 'image', 'log', 'other'),
        format: text,
      },
      { uri, testCaseRun: testRun },
    ),
    anySource: true,
  },
  'testsuiterun.finished': {
    version: '0.3.0',
    content: closed(
      { environment, outcome },
      { testSuite, severity, reason: text },
    ),
    anySource: true,
  },
  'testsuiterun.queued': {
    version: '0.3.0',
    content: suiteStart,
    anySource: true,
  },
  'testsuiterun.started': {
    version: '0.3.0',
    content: suiteStart,
    anySource: true,
  },
  'ticket.closed': {
    version: '0.2.0',
    content: closed(
      { uri: uriReference, resolution: name },
      { ...ticket, updatedBy: text },
    ),
    subject: { type: { type: 'string', minLength: 1, enum: ['ticket'] } },
  },
  'ticket.created': {
    version: '0.2.0',
    content: closed(
      { summary: text, creator: name, uri: uriReference },
      ticket,
    ),
  },
  'ticket.updated': {
    version: '0.2.0',
    content: closed({ uri: uriReference }, { ...ticket, updatedBy: text }),
  },
} satisfies Record<CdEventName, CdEventDefinition>;

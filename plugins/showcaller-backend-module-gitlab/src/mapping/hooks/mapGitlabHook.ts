import type { CdEvent } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Payload,
  type MappingResult,
  type StoredWebhook,
} from '@showcaller/backstage-plugin-showcaller-node';
import { deploymentHook } from './deploymentHook';
import { createHookItem, type GateQuestions, type HookItem } from './HookItem';
import { mergeRequestHook, noteHook } from './mergeRequestHook';
import { jobHook, pipelineHook } from './pipelineHook';
import { pushHook, tagPushHook } from './pushHook';
import { featureFlagHook, releaseHook } from './releaseHook';

/** What each kind of webhook becomes, by its `object_kind`; undefined for one of its kind that nothing is made of. */
const mappers: Record<string, (item: HookItem) => CdEvent[] | undefined> = {
  build: jobHook,
  deployment: deploymentHook,
  feature_flag: featureFlagHook,
  merge_request: mergeRequestHook,
  note: noteHook,
  pipeline: pipelineHook,
  push: pushHook,
  release: releaseHook,
  tag_push: tagPushHook,
};

/** The kind that each event name stands for. Those of the whole instance, and status checks, say it in their body. */
const kinds: Record<string, string | undefined> = {
  'Deployment Hook': 'deployment',
  'External Status Check': 'merge_request',
  'Feature Flag Hook': 'feature_flag',
  'Job Hook': 'build',
  'Merge Request Hook': 'merge_request',
  'Note Hook': 'note',
  'Pipeline Hook': 'pipeline',
  'Push Hook': 'push',
  'Release Hook': 'release',
  'Tag Push Hook': 'tag_push',
};

/** Maps a stored webhook. The same deployment, pipeline, job or change has the id that the backfill gives it. */
export function mapGitlabHook(
  webhook: StoredWebhook,
  options: { questions: GateQuestions; identitySalt: string | undefined },
): MappingResult {
  const { eventType, body } = webhook;
  const system = eventType === 'System Hook';
  if (!system && !Object.hasOwn(kinds, eventType)) {
    return {
      unmapped: `Showcaller has no use for GitLab's ${eventType} events`,
    };
  }
  const payload = Payload.parse(body);
  const kind = system
    ? payload.text('object_kind') ?? payload.text('event_name') ?? 'unnamed'
    : kinds[eventType] ?? '';
  if (!Object.hasOwn(mappers, kind)) {
    return { unmapped: `Showcaller has no use for GitLab's ${kind} events` };
  }
  const item = createHookItem({ webhook, payload, ...options });
  const events = mappers[kind](item);
  return events
    ? { events }
    : { unmapped: `Showcaller has no use for this ${kind} of GitLab` };
}

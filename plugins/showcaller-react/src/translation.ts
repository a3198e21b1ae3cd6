import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Strings of the shared states, charts and tables. @public */
export const showcallerReactTranslationRef = createTranslationRef({
  id: 'plugin.showcaller-react',
  messages: {
    loading: 'Loading {{what}}',
    error: {
      title: 'Could not load {{what}}',
      retry: 'Try again',
      status: 'Answer of the backend: {{status}}',
    },
    forbidden: {
      title: 'You may not see {{what}}',
      missing: 'It needs the permission {{permission}}.',
      grant: 'Who can grant it: {{who}}',
      platformTeam:
        'the platform team, in the permission policy of this portal',
    },
    empty: {
      annotation: 'Add this to the entity’s catalog-info.yaml:',
      copy: 'Copy the annotation',
      readMore: 'Read more',
    },
    stale: {
      notice:
        'Not up to date: refreshing {{what}} failed ({{reason}}). This is what was known {{since}}.',
    },
    asOf: 'as of {{time}}',
    refreshing: 'Refreshing',
    copy: {
      action: 'Copy {{what}}',
      done: 'Copied',
      failed: 'Could not copy: {{reason}}',
    },
    guarded: {
      needs:
        'Needs the permission {{permission}}; the platform team grants it.',
      ownerOr:
        'Only owners of the entity may, and who has the permission {{permission}}; the platform team grants it.',
    },
    reason: {
      label: 'Reason',
      kept: 'Kept with your name, for whoever asks later.',
      missing: 'Say why, in a few words.',
      sending: 'Sending',
      cancel: 'Cancel',
      failed: 'Not done: {{reason}}',
    },
    contribution: {
      caption: 'Effect of each signal on the risk, by group, largest first',
      signal: 'Signals',
      effect: 'Effect (approximate)',
      ofPeople: 'one figure for the whole team, never for a person',
      unknown_one: '{{count}} not known',
      unknown_other: '{{count}} not known',
      still: 'Known, with little or no effect here: {{groups}}.',
      all: 'Show them too',
      fewer: 'Hide what has little effect',
      safer: 'safer',
      riskier: 'riskier',
    },
    reliability: {
      caption: 'What was predicted and what happened',
      predicted: 'Predicted',
      observed: 'Failed',
      rows: 'Deployments',
      predictedAxis: 'predicted risk, %',
      observedAxis: 'failed, %',
      legend:
        'Each point is a tenth of the deployments with its 95 % interval; on the dotted line both agree.',
    },
    trend: {
      caption: 'Risk over deployments, oldest first',
      time: 'Time',
      risk: 'Risk',
      status: 'Outcome',
      environment: 'Environment',
      revision: 'Revision',
      high: 'high above {{threshold}}',
      elevated: 'elevated from {{threshold}}',
      failed: 'failed',
      succeeded: 'succeeded',
      other: 'other',
    },
    meter: {
      caption: 'Risk',
      risk: 'Risk',
      interval: '95 % interval',
      band: 'Band',
    },
  },
});

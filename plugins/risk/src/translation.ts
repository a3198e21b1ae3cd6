import { createTranslationRef } from '@backstage/frontend-plugin-api';

/** Strings of the Risk tab and card. @public */
export const riskTranslationRef = createTranslationRef({
  id: 'plugin.risk',
  messages: {
    what: {
      risk: 'the risk of {{name}}',
      rollup: 'the risk of everything in {{name}}',
      trend: 'the trend',
      deployments: 'the deployments',
      runs: 'the pipeline runs',
      explanation: 'what would lower the risk',
      outcome: 'what became of it',
      incidents: 'the incidents',
      decision: 'where the decision stands',
      decisions: 'the decisions of the gate',
    },
    verdict: {
      rule: 'Rule',
      policy: 'policy {{policy}}, strategies {{table}}',
      whatToDo: 'What to do',
    },
    subject: {
      title: 'What was scored',
      deployment: 'Deployment to {{environment}}',
      candidate: 'Asked before a deployment to {{environment}}',
      change: 'Latest change',
      revision: 'Revision',
      previous: 'Previously deployed',
      firstDeployment: 'nothing known',
      commits: 'Commits since then',
      riskiest: 'Riskiest commit',
      happened: 'Happened',
      strategy: 'Rollout',
      success: 'Outlook',
      repository: 'Repository',
    },
    via: {
      api: 'Shows the latest of what provides this API:',
      resource: 'Shows the latest of what depends on this resource:',
    },
    contributions: {
      title: 'What makes it risky',
      subheader:
        'Bars are exact, against the average change; points are approximate',
    },
    meaning: { title: 'What it means' },
    lower: {
      title: 'What would lower it',
      subheader: 'Each tried alone, everything else as it is',
      nothing:
        'Nothing that people can change would lower it by much on its own.',
      then: 'then: {{band}}',
      otherModel:
        'Computed with the model that serves now; another one scored this change.',
    },
    similar: {
      title: 'Similar past changes',
      none: 'No change of the last year is like this one to the model.',
      meaning:
        'Alike: the share of the model’s trees in which both end in the same leaf.',
    },
    outcome: {
      title: 'What became of it',
      to: {
        clean: 'Not caused by this deployment',
        failed: 'This deployment did fail',
      },
      effect:
        'The models learn from what you say, and the figures of this service count it.',
      confirm: 'Correct it',
      saving: 'Saving: {{outcome}}',
      justNow: 'just now',
    },
    incidents: {
      title: 'Incidents of this service',
      caused: 'caused by this deployment',
    },
    unknown: {
      title: 'Not known',
      all: 'Every signal of the model',
      none: 'Every signal of the model is known.',
      copy: 'Copy these lines',
      connected:
        'The component says already where its repository is. Import its history once more, or wait for the import that is under way.',
      steps: {
        history: {
          title: 'Connect the git repository',
          text: 'Most signals come from the history. Say in the entity’s catalog-info.yaml where it is:',
        },
        runs: {
          title: 'Send the pipeline’s events',
          text: 'Let the repository’s webhook send the events of its pipeline runs to this portal as well.',
        },
        junit: {
          title: 'Upload test results',
          text: 'In the pipeline, after the tests. Any JUnit XML will do; upload each attempt, and flaky tests are found too.',
        },
        benchmark: {
          title: 'Upload benchmarks',
          text: 'In the pipeline, after the benchmarks: this portal’s own JSON or that of Google Benchmark.',
        },
        sbom: {
          title: 'Upload an SBOM',
          text: 'In the pipeline, after the build: CycloneDX JSON with its vulnerabilities.',
        },
        incidents: {
          title: 'Report incidents',
          text: 'From the incident tool, when one is opened and again when it is resolved. The same id twice is one incident.',
        },
      },
    },
    gate: {
      vote: 'Approve or reject',
      ask: 'Ask for approval',
      see: 'See approval',
      why: 'Why?',
      proof: 'Proof',
    },
    decisions: {
      title: 'Recent decisions of the gate',
      empty: 'The gate has decided nothing about this service yet.',
      when: 'When',
      environment: 'Environment',
      stage: 'Asked',
      decision: 'Decision',
      notEnforced: 'Would have been {{word}}',
      risk: 'Risk',
      rule: 'Rule',
      open: 'Open the decision of {{time}}',
      revision: 'Revision',
    },
    trend: {
      title: 'Risk over deployments',
      subheader: 'Last {{days}} days',
      empty: 'Nothing was scored in the last {{days}} days.',
    },
    delivery: {
      when: 'When',
      status: 'Outcome',
      revision: 'Revision',
      took: 'Took',
    },
    deployments: {
      title: 'Recent deployments',
      empty: 'No deployment of this service was reported yet.',
      environment: 'Environment',
      risk: 'Risk',
      decision: 'Decision',
    },
    runs: {
      title: 'Recent pipeline runs',
      empty: 'No pipeline run of this service was reported yet.',
      pipeline: 'Pipeline',
      unnamed: 'unnamed',
      branch: 'Branch',
      attempt: 'attempt {{attempt}}',
    },
    model: {
      line: 'Scored by model {{id}} {{version}} on {{runtime}}, {{time}}',
      hash: 'model hash',
      origin: 'It is the model that serves now: {{origin}}.',
      other: 'By now {{id}} {{version}} serves instead.',
    },
    rollup: {
      title: 'Riskiest first',
      service: 'Service',
      risk: 'Risk',
      decision: 'Decision',
      latest: 'Latest',
      deployments: 'Deployments, 30 days',
      failed: 'Failed',
      none: 'none',
      backfill: '{{word}}, not gated',
    },
    empty: {
      missingAnnotation: {
        title: 'Which repository is this?',
        text: 'Nothing ties this component to a repository, so no change of it can be scored.',
      },
      nothingReceived: {
        title: 'Nothing heard of this repository yet',
        text: 'The component names its repository, but no event of it arrived. Point the repository’s webhook to this portal; the next push or deployment fills this page.',
      },
      nothingDeployed: {
        title: 'Nothing deployed or scored yet',
        connect:
          'Events of this component arrived, but none of a deployment. Deploy it, or connect its git repository: then each of its changes is scored, deployed or not.',
        wait: 'Events arrived, but none of a deployment. Deploy it and the deployment is scored; changes are scored once the history of their git repository is imported.',
      },
      notScoredYet: {
        title: 'Not scored yet',
        text: 'Events arrived and are being worked on. A score takes a few seconds, after an import of a long history a few minutes.',
      },
      noRelated: {
        api: 'No component in the catalog provides this API (spec.providesApis), so there is no change to score.',
        resource:
          'No component in the catalog depends on this resource (spec.dependsOn), so there is no change to score.',
        other:
          'The catalog knows no component that belongs here and that you may see.',
        title: 'Nothing to score here',
      },
    },
    card: {
      title: 'Risk',
      open: 'Why, and what to do',
    },
  },
});

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableText,
  FactList,
  RelativeTime,
  StatusText,
  type Tone,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { ReactNode } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { DecisionSection } from '../DecisionSection';
import { decisionSubject } from '../decisionSubject';

const outcomeTones: Record<NonNullable<GateDecisionDetail['outcome']>, Tone> = {
  failed: 'error',
  clean: 'ok',
  pending: 'neutral',
};

/** Every id and hash that an auditor compares, to be copied. */
export function RecordSection(props: { detail: GateDecisionDetail }) {
  const { detail } = props;
  const { decision, outcome } = detail;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { sha, artifact, configRevision } = decisionSubject(detail);
  const copyable = (
    name: string,
    text: string | undefined,
  ): [string, ReactNode] => [
    name,
    text ? (
      <CopyableText what={name.toLocaleLowerCase('en-US')} text={text} />
    ) : undefined,
  ];
  return (
    <DecisionSection id="record" lg={5} title={t('decision.record.title')}>
      <FactList
        facts={[
          [
            t('decision.record.outcome'),
            outcome && (
              <StatusText
                word={{
                  label: t(`decision.record.outcomes.${outcome}`),
                  tone: outcomeTones[outcome],
                }}
              />
            ),
          ],
          [
            t('decision.record.expires'),
            decision.expiresAt && <RelativeTime time={decision.expiresAt} />,
          ],
          copyable(t('decision.record.id'), decision.id),
          copyable(t('decision.record.evaluation'), decision.evaluationId),
          copyable(t('decision.record.assessment'), decision.assessmentId),
          copyable(t('decision.record.deployment'), decision.deploymentId),
          copyable(t('decision.record.revision'), sha),
          copyable(t('decision.record.artifact'), artifact),
          copyable(t('decision.record.configuration'), configRevision),
          copyable(t('decision.record.policyHash'), decision.policyHash),
          copyable(t('decision.record.modelHash'), decision.modelHash),
          copyable(t('decision.record.subjectHash'), decision.subjectHash),
        ]}
      />
    </DecisionSection>
  );
}

import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerAnnotations,
  type EntityRisk,
} from '@showcaller/backstage-plugin-showcaller-common';
import { EmptyState } from '@showcaller/backstage-plugin-showcaller-react';
import { riskTranslationRef } from '../translation';

const DOCS = 'https://github.com/showcaller/showcaller/blob/main/README.md';

/** Why there is no risk to show, and what fills the page. */
export function RiskEmptyState(props: {
  entity: Entity;
  reason: EntityRisk['emptyReason'];
}) {
  const { entity, reason } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  switch (reason) {
    case 'missing-annotation':
      return (
        <EmptyState
          title={t('empty.missingAnnotation.title')}
          annotations={{
            [showcallerAnnotations.githubProjectSlug]: `owner/${entity.metadata.name}`,
          }}
          readMoreUrl={`${DOCS}#annotations`}
        >
          {t('empty.missingAnnotation.text')}
        </EmptyState>
      );
    case 'nothing-received':
      return (
        <EmptyState
          title={t('empty.nothingReceived.title')}
          readMoreUrl={`${DOCS}#connect-a-repository`}
        >
          {t('empty.nothingReceived.text')}
        </EmptyState>
      );
    case 'nothing-deployed':
      return <NothingDeployed entity={entity} />;
    case 'no-related-components':
      return <NothingRelated kind={entity.kind} />;
    default:
      return (
        <EmptyState title={t('empty.notScoredYet.title')}>
          {t('empty.notScoredYet.text')}
        </EmptyState>
      );
  }
}

function NothingDeployed(props: { entity: Entity }) {
  const { entity } = props;
  const { t } = useTranslationRef(riskTranslationRef);
  const { annotations = {}, name } = entity.metadata;
  const repository =
    annotations[showcallerAnnotations.githubProjectSlug] ?? `owner/${name}`;
  const connectable =
    entity.kind.toLocaleLowerCase('en-US') === 'component' &&
    !annotations[showcallerAnnotations.gitRepository];
  return (
    <EmptyState
      title={t('empty.nothingDeployed.title')}
      annotations={
        connectable
          ? { [showcallerAnnotations.gitRepository]: `${repository}.git` }
          : undefined
      }
      readMoreUrl={`${DOCS}#connect-a-repository`}
    >
      {connectable
        ? t('empty.nothingDeployed.connect')
        : t('empty.nothingDeployed.wait')}
    </EmptyState>
  );
}

function NothingRelated(props: { kind: string }) {
  const { t } = useTranslationRef(riskTranslationRef);
  const texts: Record<string, string> = {
    api: t('empty.noRelated.api'),
    resource: t('empty.noRelated.resource'),
  };
  return (
    <EmptyState title={t('empty.noRelated.title')}>
      {texts[props.kind.toLocaleLowerCase('en-US')] ??
        t('empty.noRelated.other')}
    </EmptyState>
  );
}

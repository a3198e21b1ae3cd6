import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import {
  showcallerModelManagePermission,
  type RiskModelVersion,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  modelRungWords,
  PlainTable,
  type PlainTableColumn,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useSelectedModel } from '../useSelectedModel';
import { MetricCell } from './MetricCell';
import { canPromote, learnedFrom, lineage, shortHash } from './versionActions';
import { VersionStatus } from './VersionStatus';

/** One row per version: what it is, how it stands and why, what it learned from, how good it is beside simple models. */
export function VersionsTable(props: {
  versions: RiskModelVersion[];
  shown: string | undefined;
  allowed: boolean | undefined;
  onPromote: (version: RiskModelVersion) => void;
}) {
  const { versions, shown, allowed, onPromote } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const metrics = (['captureTop10', 'rocAuc', 'logLoss'] as const).map(
    (measure): PlainTableColumn<RiskModelVersion> => ({
      id: measure,
      title: t(`modelHealth.registry.${measure}`),
      align: 'right',
      cell: version => <MetricCell version={version} measure={measure} />,
    }),
  );
  return (
    <PlainTable
      label={t('modelHealth.registry.caption')}
      rows={versions}
      rowKey={version => version.hash}
      columns={[
        {
          id: 'model',
          title: t('modelHealth.registry.model'),
          cell: version => (
            <VersionName
              version={version}
              versions={versions}
              shown={version.hash === shown}
            />
          ),
        },
        {
          id: 'status',
          title: t('modelHealth.registry.status'),
          cell: version => <VersionStatus version={version} />,
        },
        {
          id: 'learned',
          title: t('modelHealth.registry.learned'),
          cell: learnedFrom,
        },
        ...metrics,
        {
          id: 'action',
          title: t('modelHealth.registry.action'),
          cell: version =>
            canPromote(version) && (
              <GuardedButton
                allowed={allowed}
                permission={showcallerModelManagePermission.name}
                aria-label={t('modelHealth.registry.promoteOf', {
                  id: version.id,
                  version: version.version,
                })}
                onClick={() => onPromote(version)}
              >
                {t('modelHealth.registry.promote')}
              </GuardedButton>
            ),
        },
      ]}
    />
  );
}

function VersionName(props: {
  version: RiskModelVersion;
  versions: RiskModelVersion[];
  shown: boolean;
}) {
  const { version, versions, shown } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { linkTo } = useSelectedModel();
  const name = `${version.id} ${version.version}`;
  const [parent] = lineage(version, versions);
  return (
    <>
      {shown ? (
        <strong aria-current="true">{name}</strong>
      ) : (
        <Link
          to={linkTo(version.hash)}
          aria-label={t('modelHealth.registry.show', {
            id: version.id,
            version: version.version,
          })}
        >
          {name}
        </Link>
      )}
      {shown && ` · ${t('modelHealth.registry.shown')}`}
      <Typography variant="caption" component="div" color="textSecondary">
        {modelRungWords[version.rung].label} ·{' '}
        <code title={version.hash}>{shortHash(version.hash)}</code>
      </Typography>
      {(parent || version.origin !== 'trained') && (
        <Typography variant="caption" component="div" color="textSecondary">
          {parent
            ? `${t('modelHealth.registry.parent')} ${parent.id} ${
                parent.version
              }`
            : t(
                version.origin === 'shipped'
                  ? 'modelHealth.registry.shipped'
                  : 'modelHealth.registry.registered',
              )}
        </Typography>
      )}
    </>
  );
}

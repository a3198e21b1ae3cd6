import { LinkButton, Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type {
  PolicyBundleDetail,
  PolicyComparison,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  CopyableText,
  FactList,
  refWords,
  RelativeTime,
  StatusText,
  ToneText,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { usePolicyLinks } from '../usePolicyLinks';
import {
  bundleName,
  bundleStatusWords,
  contentWords,
  originWords,
} from '../words/bundleWords';
import { nextStep } from '../words/nextStep';
import { BundleActions } from './BundleActions';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      display: 'grid',
      gap: theme.spacing(1.5),
    },
    title: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      columnGap: theme.spacing(1),
    },
    name: { fontFamily: 'monospace' },
  }),
  { name: 'ShowcallerBundlePanel' },
);

/** What a bundle is and what is to be done with it next, before its details. */
export function BundlePanel(props: {
  bundle: PolicyBundleDetail;
  dryRun: PolicyComparison | undefined;
  query: Pick<ShowcallerQuery<unknown>, 'retry' | 'loadedAt' | 'refreshing'>;
}) {
  const { bundle, dryRun, query } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const { tone, sentence } = nextStep(bundle, dryRun);
  return (
    <Paper className={classes.root}>
      <Link to={links.overview()}>{t('policies.back')}</Link>
      <Typography variant="h5" component="h2" className={classes.title}>
        <span>
          {t('policies.bundle.title')}{' '}
          <span className={classes.name}>{bundleName(bundle.hash)}</span>
        </span>
        <StatusText word={bundleStatusWords[bundle.status]} />
      </Typography>
      <Typography component="div">
        <ToneText tone={tone}>{sentence}</ToneText>
      </Typography>
      <BundleActions bundle={bundle} dryRun={dryRun} onChanged={query.retry}>
        <LinkButton
          size="small"
          variant="outlined"
          to={links.editor(bundle.hash)}
        >
          {t('policies.bundle.edit')}
        </LinkButton>
      </BundleActions>
      <BundleFacts bundle={bundle} />
      {query.loadedAt && (
        <AsOf time={query.loadedAt} refreshing={query.refreshing} />
      )}
    </Paper>
  );
}

function BundleFacts({ bundle }: { bundle: PolicyBundleDetail }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { proposedBy, activatedBy } = bundle;
  return (
    <FactList
      facts={[
        [t('policies.bundle.comment'), bundle.comment],
        [t('policies.list.content'), contentWords(bundle)],
        [
          t('policies.list.origin'),
          <>
            {originWords(bundle)}, <RelativeTime time={bundle.createdAt} />
          </>,
        ],
        [
          t('policies.bundle.proposed'),
          proposedBy && (
            <>
              {refWords(proposedBy)}, <RelativeTime time={bundle.proposedAt} />
              {bundle.proposalReason && `: “${bundle.proposalReason}”`}
            </>
          ),
        ],
        [
          t('policies.bundle.activated'),
          activatedBy && (
            <>
              {refWords(activatedBy)},{' '}
              <RelativeTime time={bundle.activatedAt} />
              {bundle.statusReason && `: “${bundle.statusReason}”`}
            </>
          ),
        ],
        [
          t('policies.bundle.hash'),
          <CopyableText what={t('policies.bundle.hash')} text={bundle.hash} />,
        ],
      ]}
    />
  );
}

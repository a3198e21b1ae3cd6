import { LinkButton } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyOverview } from '@showcaller/backstage-plugin-showcaller-common';
import {
  AsOf,
  ToneText,
  useChartPalette,
  type ShowcallerQuery,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { usePolicyLinks } from '../usePolicyLinks';
import { gitWords, overviewWords } from '../words/overviewWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(3),
      display: 'grid',
      gap: theme.spacing(2),
      borderLeft: '6px solid transparent',
    },
    details: { display: 'grid', gap: theme.spacing(0.5) },
    actions: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  }),
  { name: 'ShowcallerActivePolicy' },
);

/** Which rules decide now: in words, with what went wrong, before anything else. */
export function ActivePanel(props: {
  overview: PolicyOverview;
  query: Pick<ShowcallerQuery<unknown>, 'loadedAt' | 'refreshing'>;
}) {
  const { overview, query } = props;
  const classes = useStyles();
  const palette = useChartPalette();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const { tone, headline, details } = overviewWords(overview);
  const git = gitWords(overview.git);
  const loud = tone === 'error';
  return (
    <Paper
      className={classes.root}
      role={loud ? 'alert' : undefined}
      style={loud ? { borderLeftColor: palette.high } : undefined}
    >
      <Typography variant="h5" component="h2">
        <ToneText tone={tone}>{headline}</ToneText>
      </Typography>
      <div className={classes.details}>
        {details.map(sentence => (
          <Typography key={sentence}>{sentence}</Typography>
        ))}
        {git && (
          <Typography component="div">
            <ToneText tone={git.tone}>{git.sentence}</ToneText>
          </Typography>
        )}
      </div>
      <div className={classes.actions}>
        <LinkButton
          size="small"
          variant="contained"
          color="primary"
          to={links.editor()}
        >
          {t('policies.edit')}
        </LinkButton>
        <LinkButton
          size="small"
          variant="outlined"
          to={links.bundle(overview.active.hash)}
        >
          {t('policies.showActive')}
        </LinkButton>
        {overview.fallback && (
          <LinkButton
            size="small"
            variant="outlined"
            to={links.bundle(overview.fallback.from)}
          >
            {t('policies.showBroken')}
          </LinkButton>
        )}
      </div>
      {query.loadedAt && (
        <AsOf time={query.loadedAt} refreshing={query.refreshing} />
      )}
    </Paper>
  );
}

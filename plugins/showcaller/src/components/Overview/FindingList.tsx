import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  formatRelative,
  ToneText,
  useNow,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../translation';
import { formatDifference } from '../ModelHealth/card/parityStatus';
import { useTabLink } from '../shared/useTabLink';
import type { Finding } from './findings';

const useStyles = makeStyles(
  theme => ({
    item: {
      ...theme.typography.body1,
      display: 'flex',
      flexWrap: 'wrap',
      gap: theme.spacing(1),
      paddingTop: theme.spacing(0.5),
      paddingBottom: theme.spacing(0.5),
    },
  }),
  { name: 'ShowcallerFindingList' },
);

/** Each finding as an icon, a sentence, and a link to where it is dealt with. */
export function FindingList({ findings }: { findings: Finding[] }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const tabLink = useTabLink();
  const sentence = useSentence();

  if (findings.length === 0) {
    return (
      <Typography>
        <ToneText tone="ok">{t('overview.nothing')}</ToneText>
      </Typography>
    );
  }
  return (
    <List disablePadding>
      {findings.map(finding => {
        const text = sentence(finding);
        return (
          <ListItem key={text} disableGutters className={classes.item}>
            <ToneText tone={finding.tone}>{text}</ToneText>
            {finding.to && (
              <Link
                to={tabLink(
                  finding.to,
                  finding.kind === 'pendingLong'
                    ? { status: 'pending' }
                    : undefined,
                )}
              >
                {t(`finding.show.${finding.to}`)}
              </Link>
            )}
          </ListItem>
        );
      })}
    </List>
  );
}

function useSentence(): (finding: Finding) => string {
  const { t } = useTranslationRef(showcallerTranslationRef);
  const now = useNow();
  return finding => {
    switch (finding.kind) {
      case 'deadLetters':
        return t('finding.deadLetters', { count: finding.count });
      case 'unmapped':
        return t('finding.unmapped', { count: finding.count });
      case 'failedImports':
        return t('finding.failedImports', { count: finding.count });
      case 'pendingLong':
        return t('finding.pendingLong', {
          count: finding.count,
          since: formatRelative(finding.receivedAt, now),
        });
      case 'sourceWithoutSecret':
        return t('finding.sourceWithoutSecret', { source: finding.source });
      case 'modelDisagrees':
        return t('finding.modelDisagrees', {
          difference: formatDifference(finding.difference),
        });
      case 'modelAlert':
        return finding.text;
      case 'unread':
        return t('finding.unread', {
          part: t(`finding.parts.${finding.part}`),
          reason: finding.reason,
        });
      default:
        return t(`finding.${finding.kind}`);
    }
  };
}

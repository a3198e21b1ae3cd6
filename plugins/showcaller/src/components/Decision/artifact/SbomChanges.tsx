import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { SbomDiff } from '@showcaller/backstage-plugin-showcaller-common';
import {
  Disclosure,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { sbomDiffWords } from './artifactWords';

const useStyles = makeStyles(
  theme => ({ list: { margin: 0, paddingLeft: theme.spacing(4) } }),
  { name: 'ShowcallerSbomChanges' },
);

/** What the previous deployment did not have in it. */
export function SbomChanges({ diff }: { diff: SbomDiff }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { added, removed, changed, newLicences, newVulnerabilities } = diff;
  const rows = [
    ...added.map(({ name, version = '', licences }) =>
      `${name} ${version} ${t('decision.artifact.added')}${
        licences.length > 0 ? ` (${licences.join(', ')})` : ''
      }`.replace('  ', ' '),
    ),
    ...removed.map(({ name, version = '' }) =>
      `${name} ${version} ${t('decision.artifact.removed')}`.replace('  ', ' '),
    ),
    ...changed.map(
      ({ name, from, to }) =>
        `${name} ${from ?? t('event.unknown')} → ${to ?? t('event.unknown')}`,
    ),
  ];
  return (
    <>
      {newVulnerabilities.length > 0 && (
        <Typography variant="body2" component="div">
          <ToneText tone="error">
            {t('decision.artifact.newVulnerabilities', {
              ids: newVulnerabilities
                .map(({ id, severity }) => `${id} (${severity})`)
                .join(', '),
            })}
          </ToneText>
        </Typography>
      )}
      {newLicences.length > 0 && (
        <Typography variant="body2" component="div">
          <ToneText tone="warning">
            {t('decision.artifact.licences', {
              licences: newLicences.join(', '),
            })}
          </ToneText>
        </Typography>
      )}
      <Disclosure
        summary={t('decision.artifact.diff', { words: sbomDiffWords(diff) })}
      >
        <ul className={classes.list}>
          {rows.map(row => (
            <Typography key={row} component="li" variant="body2">
              {row}
            </Typography>
          ))}
        </ul>
      </Disclosure>
    </>
  );
}

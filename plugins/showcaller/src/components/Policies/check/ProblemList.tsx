import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import type {
  PolicyDiagnostic,
  PolicyLocation,
} from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyPlace } from './PolicyPlace';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      margin: 0,
      padding: 0,
      listStyle: 'none',
      display: 'grid',
      gap: theme.spacing(1),
    },
    offending: { overflowWrap: 'anywhere' },
  }),
  { name: 'ShowcallerPolicyProblems' },
);

/** A change that takes a problem away. */
export interface ProblemFix {
  label: string;
  apply: () => void;
}

/** What is wrong or doubtful: where, what, and what to write instead. */
export function ProblemList(props: {
  diagnostics: readonly PolicyDiagnostic[];
  /** Leads to the place, where there is an editor. */
  onShow?: (location: PolicyLocation) => void;
  fixOf?: (diagnostic: PolicyDiagnostic) => ProblemFix | undefined;
}) {
  const { diagnostics, onShow, fixOf } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const sorted = [...diagnostics].sort((a, b) =>
    a.severity.localeCompare(b.severity, 'en'),
  );
  return (
    <ul className={classes.root} aria-label={t('policies.problems.title')}>
      {sorted.map(diagnostic => {
        const { severity, message, location, text, suggestion } = diagnostic;
        const fix = fixOf?.(diagnostic);
        return (
          <li
            key={`${location.file}:${location.offset}:${diagnostic.code}:${message}`}
          >
            <ToneText tone={severity === 'error' ? 'error' : 'warning'}>
              <PolicyPlace location={location} onShow={onShow} /> {message}
            </ToneText>
            <Typography
              variant="body2"
              component="div"
              color="textSecondary"
              className={classes.offending}
            >
              {text && <code>{text}</code>}
              {suggestion && (
                <>
                  {' '}
                  {t('policies.problems.instead')} <code>{suggestion}</code>
                </>
              )}
              {fix && (
                <>
                  {' '}
                  <Button size="small" color="primary" onClick={fix.apply}>
                    {fix.label}
                  </Button>
                </>
              )}
            </Typography>
          </li>
        );
      })}
    </ul>
  );
}

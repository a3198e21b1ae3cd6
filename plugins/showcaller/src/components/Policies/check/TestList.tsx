import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { ToneText } from '@showcaller/backstage-plugin-showcaller-react';
import type {
  PolicyLocation,
  PolicyTestResult,
} from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyPlace } from './PolicyPlace';
import { testsWords } from './testsWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      ...theme.typography.body2,
      margin: 0,
      padding: 0,
      listStyle: 'none',
      display: 'grid',
      gap: theme.spacing(0.5),
    },
    message: { paddingLeft: theme.spacing(3), whiteSpace: 'pre-wrap' },
  }),
  { name: 'ShowcallerPolicyTests' },
);

/** The tests of a bundle: how many pass, and what was expected and what came of those that fail, which come first. */
export function TestList(props: {
  tests: readonly PolicyTestResult[];
  /** Whether it compiles; tests of one that does not are not run. */
  ok: boolean;
  onShow?: (location: PolicyLocation) => void;
}) {
  const { tests, ok, onShow } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, sentence } = testsWords(tests, ok);
  const failedFirst = [
    ...tests.filter(({ passed }) => !passed),
    ...tests.filter(({ passed }) => passed),
  ];
  return (
    <>
      <Typography component="div">
        <ToneText tone={tone}>{sentence}</ToneText>
      </Typography>
      <ul className={classes.root} aria-label={t('policies.tests.title')}>
        {failedFirst.map(({ name, location, passed, message }) => (
          <li key={`${location.file}:${location.offset}`}>
            <ToneText tone={passed ? 'ok' : 'error'}>
              {t(passed ? 'policies.tests.passed' : 'policies.tests.failed', {
                name,
              })}{' '}
              {!passed && <PolicyPlace location={location} onShow={onShow} />}
            </ToneText>
            {message && (
              <Typography
                variant="body2"
                color="textSecondary"
                className={classes.message}
              >
                {message}
              </Typography>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

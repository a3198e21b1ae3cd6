import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import type { AuditProof } from '@showcaller/backstage-plugin-showcaller-common';
import {
  CopyableCode,
  CopyableText,
  Disclosure,
  FactList,
  ToneText,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { checkProof, type ProofCheck } from './checkProof';
import { proofStepWords, proofVerdict } from './proofWords';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      justifyItems: 'start',
      gap: theme.spacing(1),
    },
    result: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
      width: '100%',
      minWidth: 0,
    },
    steps: { margin: 0, paddingLeft: theme.spacing(3) },
    raw: {
      display: 'grid',
      gridTemplateColumns: 'minmax(0, 1fr)',
      gap: theme.spacing(1),
      marginTop: theme.spacing(1),
      minWidth: 0,
    },
  }),
  { name: 'ShowcallerProofCheck' },
);

/** Fetches the proof that an entry of the audit log is in it, checks it here, and says what was proven. */
export function ProofCheckPanel(props: { seq: number }) {
  const { seq } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const action = useShowcallerAction<
    number,
    { proof: AuditProof; check: ProofCheck }
  >({
    send: async (api, number) => {
      const proof = await api.getAuditProof(number);
      return { proof, check: checkProof(proof) };
    },
  });
  const { sending, error, result } = action;
  return (
    <div className={classes.root}>
      <Button
        size="small"
        variant="outlined"
        disabled={sending}
        aria-label={t('proof.checkOf', { seq: String(seq) })}
        onClick={() => action.run(seq)}
      >
        {sending && t('proof.fetching')}
        {!sending && t(result ? 'proof.again' : 'proof.check')}
      </Button>
      <div role="status" className={classes.result}>
        {error && (
          <ToneText tone="error">
            {t('proof.failed', { reason: error })}
          </ToneText>
        )}
        {result && <ProofResult {...result} />}
      </div>
    </div>
  );
}

function ProofResult(props: { proof: AuditProof; check: ProofCheck }) {
  const { proof, check } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { tone, sentence } = proofVerdict(check);
  return (
    <>
      <Typography component="div">
        <ToneText tone={tone}>{sentence}</ToneText>
      </Typography>
      <Typography variant="body2" color="textSecondary">
        {t('proof.where')}
      </Typography>
      <Disclosure summary={t('proof.details')}>
        <ol className={classes.steps}>
          {check.steps.map(step => (
            <Typography key={step.name} component="li" variant="body2">
              <ToneText tone={step.ok ? 'ok' : 'error'}>
                {proofStepWords(step, check)}
              </ToneText>
            </Typography>
          ))}
        </ol>
        <RawProof proof={proof} />
      </Disclosure>
    </>
  );
}

function RawProof({ proof }: { proof: AuditProof }) {
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const { checkpoint } = proof;
  const blocks: Array<[string, string | undefined]> = [
    [t('proof.canonical'), proof.canonical],
    [t('proof.siblings'), proof.path.join('\n')],
    [t('proof.checkpoint'), checkpoint?.note],
  ];
  return (
    <div className={classes.raw}>
      <FactList
        facts={[
          [
            t('proof.key'),
            <>
              <CopyableText what={t('proof.key')} text={proof.verifierKey} />
              <Typography variant="caption" component="div">
                {t('proof.keyAdvice')}
              </Typography>
            </>,
          ],
          [
            t('proof.leaf'),
            <CopyableText what={t('proof.leaf')} text={proof.entry.leafHash} />,
          ],
          [
            t('proof.root'),
            <CopyableText what={t('proof.root')} text={proof.root} />,
          ],
        ]}
      />
      {checkpoint && checkpoint.publishedTo.length > 0 && (
        <Typography variant="body2">
          {t('proof.published', { places: checkpoint.publishedTo.join(', ') })}
        </Typography>
      )}
      {blocks.map(
        ([title, text]) =>
          text && (
            <div key={title}>
              <Typography variant="subtitle2" component="h4">
                {title}
              </Typography>
              <CopyableCode
                code={text}
                label={t('proof.copy', { what: title })}
              />
            </div>
          ),
      )}
    </div>
  );
}

import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  showcallerPolicyManagePermission,
  type PolicyBundleDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  RelativeTime,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import { showcallerTranslationRef } from '../../../translation';
import { useMayManagePolicies } from '../useMayManagePolicies';
import { usePolicyLinks } from '../usePolicyLinks';
import { bundleName } from '../words/bundleWords';
import type { useDraft } from './draft/useDraft';
import type { DraftCheck } from './live/checkDraft';
import { checkWords } from './live/checkWords';
import { SaveDraft } from './save/SaveDraft';

const useStyles = makeStyles(
  theme => ({
    root: {
      padding: theme.spacing(2, 3),
      display: 'grid',
      gap: theme.spacing(1),
    },
    actions: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'flex-start',
      gap: theme.spacing(1),
    },
  }),
  { name: 'ShowcallerEditorPanel' },
);

/** Whether what is written could decide, what is not saved, and the buttons; before the text. */
export function EditorPanel(props: {
  base: PolicyBundleDetail;
  edited: ReturnType<typeof useDraft>;
  check: DraftCheck | undefined;
  checking: boolean;
  comparing: boolean;
  onCompare: (comparing: boolean) => void;
}) {
  const { base, edited, check, checking, comparing, onCompare } = props;
  const { changed, restoredAt, discard } = edited;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const mayManage = useMayManagePolicies();
  const { tone, sentence } = checkWords(check);
  return (
    <Paper className={classes.root}>
      <Link to={links.bundle(base.hash)}>
        {t('policies.editor.startsFrom', { name: bundleName(base.hash) })}
      </Link>
      <Typography
        variant="h5"
        component="h2"
        role="status"
        aria-busy={checking}
      >
        <ToneText tone={tone}>{sentence}</ToneText>
      </Typography>
      {mayManage === false && (
        <Typography component="div">
          <ToneText tone="neutral">
            {t('policies.editor.readOnly', {
              permission: showcallerPolicyManagePermission.name,
            })}
          </ToneText>
        </Typography>
      )}
      {changed && (
        <Typography component="div">
          <ToneText tone="warning">
            {t('policies.editor.unsaved')}
            {restoredAt && (
              <>
                {' '}
                {t('policies.editor.restored')}{' '}
                <RelativeTime time={restoredAt} />.
              </>
            )}
          </ToneText>
        </Typography>
      )}
      <div className={classes.actions}>
        <SaveDraft edited={edited} check={check} allowed={mayManage} />
        <Button
          size="small"
          variant="outlined"
          aria-pressed={comparing}
          onClick={() => onCompare(!comparing)}
        >
          {t(
            comparing ? 'policies.editor.hideDiff' : 'policies.editor.showDiff',
          )}
        </Button>
        {changed && (
          <Button size="small" onClick={discard}>
            {t('policies.editor.discard')}
          </Button>
        )}
      </div>
    </Paper>
  );
}

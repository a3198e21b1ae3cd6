import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  showcallerPolicyManagePermission,
  type PolicyBundleDetail,
} from '@showcaller/backstage-plugin-showcaller-common';
import {
  GuardedButton,
  ReasonForm,
  useShowcallerAction,
} from '@showcaller/backstage-plugin-showcaller-react';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { showcallerTranslationRef } from '../../../../translation';
import { usePolicyLinks } from '../../usePolicyLinks';
import { savingObjection } from '../draft/policyDraft';
import type { useDraft } from '../draft/useDraft';
import type { DraftCheck } from '../live/checkDraft';

/** Stores the draft as a bundle, with a word on what it changes, and leads to the bundle. */
export function SaveDraft(props: {
  edited: Pick<ReturnType<typeof useDraft>, 'draft' | 'changed' | 'settle'>;
  check: Pick<DraftCheck, 'ok'> | undefined;
  allowed: boolean | undefined;
}) {
  const { edited, check, allowed } = props;
  const { draft, changed, settle } = edited;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const links = usePolicyLinks();
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const save = useShowcallerAction<string, PolicyBundleDetail>({
    send: (api, comment) => api.storePolicies(draft.files, comment),
    onDone: ({ hash }) => {
      settle();
      navigate(links.bundle(hash));
    },
  });
  const objection = changed
    ? savingObjection(draft.files)
    : t('policies.editor.nothing');
  if (asking) {
    return (
      <ReasonForm
        title={t('policies.editor.saveTitle')}
        label={t('policies.editor.comment')}
        confirm={t('policies.editor.save')}
        longest={500}
        sending={save.sending}
        error={save.error}
        onConfirm={save.run}
        onCancel={() => {
          save.reset();
          setAsking(false);
        }}
      >
        {t(
          check?.ok === false
            ? 'policies.editor.saveWithErrors'
            : 'policies.editor.saveEffect',
        )}
      </ReasonForm>
    );
  }
  return (
    <GuardedButton
      color="primary"
      variant="contained"
      allowed={allowed && objection === undefined}
      reason={allowed ? objection : undefined}
      permission={showcallerPolicyManagePermission.name}
      onClick={() => setAsking(true)}
    >
      {t('policies.editor.save')}
    </GuardedButton>
  );
}

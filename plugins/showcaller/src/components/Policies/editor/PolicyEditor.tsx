import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Grid from '@material-ui/core/Grid';
import { makeStyles } from '@material-ui/core/styles';
import type { PolicyBundleDetail } from '@showcaller/backstage-plugin-showcaller-common';
import type {
  PolicyDiagnostic,
  PolicyLocation,
} from '@showcaller/engine/policy';
import { useEffect, useRef, useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { ProblemList, type ProblemFix } from '../check/ProblemList';
import { RuleList } from '../check/RuleList';
import { TestList } from '../check/TestList';
import { ActiveDiff } from '../diff/ActiveDiff';
import { PolicyCard } from '../PolicyCard';
import { useMayManagePolicies } from '../useMayManagePolicies';
import { PolicyCode, type PolicyCodeHandle } from './code/PolicyCode';
import { useDraft } from './draft/useDraft';
import { EditorPanel } from './EditorPanel';
import { FileStrip } from './files/FileStrip';
import { applyFix } from './live/findFix';
import { useLiveCheck } from './live/useLiveCheck';
import { VocabularyList } from './vocabulary/VocabularyList';

const useStyles = makeStyles(
  theme => ({
    text: {
      display: 'grid',
      gap: theme.spacing(1),
      gridTemplateColumns: 'minmax(0, 1fr)',
    },
  }),
  { name: 'ShowcallerPolicyEditor' },
);

/** Edits a bundle: the text with what is wrong beside it at once, the tests, the words there are, and what it changes. */
export function PolicyEditor(props: { base: PolicyBundleDetail }) {
  const { base } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const edited = useDraft(base);
  const { draft, change } = edited;
  const { files, selected } = draft;
  const { check, checking } = useLiveCheck(files);
  const readOnly = useMayManagePolicies() !== true;
  const [comparing, setComparing] = useState(false);
  const code = useRef<PolicyCodeHandle>(null);
  const show = useShow(code, selected, path =>
    change({ type: 'select', path }),
  );
  const text = files.find(({ path }) => path === selected)?.text ?? '';

  const fixOf = (diagnostic: PolicyDiagnostic): ProblemFix | undefined => {
    const fix = check?.fixes.get(diagnostic);
    return fix && !readOnly && !checking
      ? {
          label: t('policies.problems.replaceWith', { insert: fix.insert }),
          apply: () => {
            const file = applyFix(files, fix).find(f => f.path === fix.path);
            change({ type: 'edit', path: fix.path, text: file?.text ?? '' });
          },
        }
      : undefined;
  };
  return (
    <Grid container spacing={3}>
      <Grid item xs={12}>
        <EditorPanel
          base={base}
          edited={edited}
          check={check}
          checking={checking}
          comparing={comparing}
          onCompare={setComparing}
        />
      </Grid>
      <Grid item xs={12} lg={8}>
        <div className={classes.text}>
          <FileStrip
            files={files}
            selected={selected}
            diagnostics={check?.diagnostics ?? []}
            readOnly={readOnly}
            change={change}
          />
          <PolicyCode
            key={selected}
            ref={code}
            path={selected}
            text={text}
            check={check}
            readOnly={readOnly}
            onChange={next =>
              change({ type: 'edit', path: selected, text: next })
            }
          />
        </div>
      </Grid>
      <Grid item xs={12} lg={4}>
        <VocabularyList
          onInsert={readOnly ? undefined : piece => code.current?.insert(piece)}
        />
      </Grid>
      {comparing && (
        <PolicyCard title={t('policies.diff.title')}>
          <ActiveDiff files={files} />
        </PolicyCard>
      )}
      {check && check.diagnostics.length > 0 && (
        <PolicyCard title={t('policies.problems.title')}>
          <ProblemList
            diagnostics={check.diagnostics}
            onShow={show}
            fixOf={fixOf}
          />
        </PolicyCard>
      )}
      {check && (
        <>
          <PolicyCard title={t('policies.tests.title')} lg={5}>
            <TestList tests={check.tests} ok={check.ok} onShow={show} />
          </PolicyCard>
          <PolicyCard title={t('policies.rules.title')} lg={7}>
            <RuleList rules={check.rules} onShow={show} />
          </PolicyCard>
        </>
      )}
    </Grid>
  );
}

/** Leads to a place of the text, in another file too: it is shown once the editor holds that file. */
function useShow(
  code: React.RefObject<PolicyCodeHandle>,
  selected: string,
  select: (path: string) => void,
): (location: PolicyLocation) => void {
  const [wanted, setWanted] = useState<PolicyLocation>();
  useEffect(() => {
    if (wanted?.file === selected) {
      code.current?.goTo(wanted.offset);
      setWanted(undefined);
    }
  }, [code, wanted, selected]);
  return location => {
    select(location.file);
    setWanted(location);
  };
}

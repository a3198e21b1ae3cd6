import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import type { GateDecisionDetail } from '@showcaller/backstage-plugin-showcaller-common';
import { showcallerTranslationRef } from '../../../translation';
import { PolicyText } from '../../shared/policyText';
import { DecisionSection } from '../DecisionSection';
import { MatchedRules } from './MatchedRules';
import { locationWords } from './ruleWords';

/** Which rule decided, as it is written, with everything that it and the other matching rules looked at. */
export function RuleSection(props: { detail: GateDecisionDetail }) {
  const { decision } = props.detail;
  const { rule, matchedRules } = decision;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const policy = t('decision.rule.bundle', { policy: rule.policy });
  return (
    <DecisionSection
      id="why"
      title={t('decision.rule.title')}
      subheader={
        <>
          <code>{rule.name}</code>
          {rule.location && ` · ${locationWords(rule.location)}`}
          {` · ${policy}`}
        </>
      }
    >
      <Typography>{rule.description}</Typography>
      <RuleSource detail={props.detail} />
      {matchedRules.length > 0 && (
        <MatchedRules rules={matchedRules} decidedBy={rule.name} />
      )}
    </DecisionSection>
  );
}

function RuleSource(props: { detail: GateDecisionDetail }) {
  const { decision, policyFile } = props.detail;
  const { rule, matchedRules } = decision;
  const { t } = useTranslationRef(showcallerTranslationRef);
  const deciding = matchedRules.find(({ name }) => name === rule.name);
  const decided = rule.location ?? deciding?.location;
  if (policyFile) {
    return (
      <PolicyText
        path={policyFile.path}
        text={policyFile.text}
        decided={decided}
        matched={matchedRules
          .map(({ location }) => location)
          .filter(({ file }) => file === policyFile.path)}
      />
    );
  }
  if (deciding) {
    return (
      <PolicyText
        path={deciding.location.file}
        text={deciding.text}
        firstLine={deciding.location.line}
        decided={deciding.location}
        matched={[]}
      />
    );
  }
  return (
    <Typography color="textSecondary">{t('decision.rule.noFile')}</Typography>
  );
}

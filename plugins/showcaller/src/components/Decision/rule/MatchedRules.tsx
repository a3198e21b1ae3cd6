import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import {
  PlainTable,
  RelativeTime,
  StatusText,
  ToneText,
} from '@showcaller/backstage-plugin-showcaller-react';
import type { MatchedRule, PolicyValue } from '@showcaller/engine/policy';
import { showcallerTranslationRef } from '../../../translation';
import {
  actionWords,
  locationWords,
  policyUnitWords,
  ruleTruthWord,
} from './ruleWords';

const useStyles = makeStyles(
  theme => ({
    list: {
      listStyle: 'none',
      margin: 0,
      padding: 0,
      display: 'grid',
      gap: theme.spacing(3),
      '@media print': { display: 'block' },
    },
    head: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'baseline',
      gap: theme.spacing(0.5, 2),
    },
    item: { '@media print': { breakInside: 'avoid' } },
  }),
  { name: 'ShowcallerMatchedRules' },
);

/** Every rule that held or might hold, the deciding one first, with what it looked at. */
export function MatchedRules(props: {
  rules: MatchedRule[];
  /** Name of the rule that decided. */
  decidedBy: string;
}) {
  const { rules, decidedBy } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <div>
      <Typography variant="subtitle1" component="h3" gutterBottom>
        {t('decision.rule.matched')}
      </Typography>
      <ul className={classes.list}>
        {rules.map(rule => (
          <li
            key={`${rule.name} ${locationWords(rule.location)}`}
            className={classes.item}
          >
            <div className={classes.head}>
              <strong>
                <code>{rule.name}</code>
              </strong>
              <Typography variant="caption" color="textSecondary">
                {locationWords(rule.location)}
              </Typography>
              <Typography variant="body2" component="span">
                <StatusText word={ruleTruthWord(rule)} />
              </Typography>
              {rule.name === decidedBy && (
                <Typography variant="body2" component="strong">
                  {t('decision.rule.decidedHere')}
                </Typography>
              )}
            </div>
            <Typography variant="body2">
              {rule.explanation}{' '}
              {t('decision.rule.waits', {
                actions: rule.actions.map(actionWords).join(', '),
              })}
            </Typography>
            {rule.values.length > 0 && <ValuesTable rule={rule} />}
          </li>
        ))}
      </ul>
    </div>
  );
}

function ValuesTable({ rule }: { rule: MatchedRule }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <PlainTable
      label={t('decision.rule.values', { rule: rule.name })}
      rows={rule.values}
      rowKey={value => value.path}
      columns={[
        {
          id: 'path',
          title: t('decision.rule.path'),
          cell: value => <code>{value.path}</code>,
        },
        {
          id: 'value',
          title: t('decision.rule.value'),
          cell: value => <ShownValue value={value} />,
        },
        {
          id: 'unit',
          title: t('decision.rule.unit'),
          cell: value => policyUnitWords[value.unit] ?? value.unit,
        },
        {
          id: 'source',
          title: t('decision.rule.from'),
          cell: value => value.source ?? '–',
        },
        {
          id: 'age',
          title: t('decision.rule.age'),
          cell: value => <RelativeTime time={value.observedAt} absent="–" />,
        },
      ]}
    />
  );
}

function ShownValue({ value }: { value: PolicyValue }) {
  const { t } = useTranslationRef(showcallerTranslationRef);
  return value.missingReason === undefined ? (
    <strong>{value.shown}</strong>
  ) : (
    <ToneText tone="neutral">
      {t('decision.rule.unknown', { reason: value.missingReason })}
    </ToneText>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import { makeStyles } from '@material-ui/core/styles';
import { useEffect, useState } from 'react';
import { showcallerTranslationRef } from '../../../translation';
import { Choice } from '../../shared/Choice';
import { filterNames, filterOf, type AuditQuery } from './auditQuery';
import { actionWords } from './actionWords';
import { fromLocalField, toLocalField } from './localTime';
import type { ChangeAuditQuery } from './useAuditQuery';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(2),
      marginBottom: theme.spacing(2),
    },
  }),
  { name: 'ShowcallerAuditFilters' },
);

const texts = ['actor', 'subject', 'entityRef'] as const;
const times = ['from', 'to'] as const;

/** Who, what, about what, and when; an action of the address that does not occur stays choosable. */
export function AuditFilters(props: {
  actions: string[];
  query: AuditQuery;
  change: ChangeAuditQuery;
}) {
  const { query, change } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const actions = new Set(props.actions);
  if (query.action) {
    actions.add(query.action);
  }
  const filtered = Object.keys(filterOf(query)).length > 0;
  return (
    <div
      className={classes.root}
      role="search"
      aria-label={t('audit.filters.title')}
    >
      <Choice
        label={t('audit.filters.action')}
        none={t('audit.filters.any')}
        value={query.action}
        options={[...actions]
          .sort()
          .map(value => ({ value, label: actionWords(value) }))}
        onChange={action => change({ action })}
      />
      {texts.map(name => (
        <TextFilter
          key={name}
          label={t(`audit.filters.${name}`)}
          placeholder={t(`audit.filters.examples.${name}`)}
          value={query[name] ?? ''}
          onChange={text => change({ [name]: text || undefined })}
        />
      ))}
      {times.map(name => (
        <TextField
          key={name}
          id={`showcaller-audit-${name}`}
          type="datetime-local"
          size="small"
          variant="outlined"
          label={t(`audit.filters.${name}`)}
          InputLabelProps={{ shrink: true }}
          value={toLocalField(query[name])}
          onChange={event =>
            change({ [name]: fromLocalField(event.target.value) })
          }
        />
      ))}
      {filtered && (
        <Button
          size="small"
          onClick={() =>
            change(
              Object.fromEntries(filterNames.map(name => [name, undefined])),
            )
          }
        >
          {t('audit.filters.clear')}
        </Button>
      )}
    </div>
  );
}

/** Filters when the field is left or Enter is pressed, not at each letter: the log is searched for exact values. */
function TextFilter(props: {
  label: string;
  placeholder: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { label, placeholder, value, onChange } = props;
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  const settle = () => {
    if (text.trim() !== value) {
      onChange(text.trim());
    }
  };
  return (
    <TextField
      id={`showcaller-audit-${label.toLocaleLowerCase('en-US')}`}
      size="small"
      variant="outlined"
      label={label}
      placeholder={placeholder}
      InputLabelProps={{ shrink: true }}
      value={text}
      onChange={event => setText(event.target.value)}
      onBlur={settle}
      onKeyDown={event => event.key === 'Enter' && settle()}
    />
  );
}

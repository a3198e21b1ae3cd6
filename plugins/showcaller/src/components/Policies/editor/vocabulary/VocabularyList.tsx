import { InfoCard } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import ButtonBase from '@material-ui/core/ButtonBase';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import { makeStyles } from '@material-ui/core/styles';
import { useMemo, useState } from 'react';
import { showcallerTranslationRef } from '../../../../translation';
import { searchVocabulary, type VocabularyWord } from './vocabularyWords';

const useStyles = makeStyles(
  theme => ({
    root: { display: 'grid', gap: theme.spacing(1) },
    list: {
      ...theme.typography.body2,
      margin: 0,
      padding: 0,
      listStyle: 'none',
      overflowY: 'auto',
      height: 'clamp(240px, 46vh, 800px)',
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    word: {
      padding: theme.spacing(0.75, 0),
      borderBottom: `1px solid ${theme.palette.divider}`,
      overflowWrap: 'anywhere',
    },
    insert: {
      fontFamily: 'monospace',
      fontSize: 'inherit',
      color: theme.palette.link,
      textAlign: 'left',
      '&:hover, &:focus-visible': { textDecoration: 'underline' },
    },
    name: { fontFamily: 'monospace' },
  }),
  { name: 'ShowcallerVocabulary' },
);

/** Every word that a policy may use, with its unit and what it means; a press writes it where the cursor is. */
export function VocabularyList(props: { onInsert?: (text: string) => void }) {
  const { onInsert } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  const [search, setSearch] = useState('');
  const words = useMemo(() => searchVocabulary(search), [search]);
  return (
    <InfoCard title={t('policies.vocabulary.title')}>
      <div className={classes.root}>
        <TextField
          id="showcaller-policy-vocabulary"
          type="search"
          size="small"
          variant="outlined"
          label={t('policies.vocabulary.search')}
          value={search}
          onChange={event => setSearch(event.target.value)}
        />
        <Typography variant="body2" color="textSecondary" role="status">
          {t('policies.vocabulary.count', { count: words.length })}
          {onInsert && ` ${t('policies.vocabulary.press')}`}
        </Typography>
        {/* It scrolls, so the keyboard has to get in. */}
        <ul
          className={classes.list}
          // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
          tabIndex={0}
          aria-label={t('policies.vocabulary.title')}
        >
          {words.map(word => (
            <li key={`${word.kind} ${word.name}`} className={classes.word}>
              <Word word={word} onInsert={onInsert} />
            </li>
          ))}
        </ul>
      </div>
    </InfoCard>
  );
}

function Word(props: {
  word: VocabularyWord;
  onInsert?: (text: string) => void;
}) {
  const { word, onInsert } = props;
  const { kind, name, detail, description, insert, example } = word;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <>
      {onInsert ? (
        <ButtonBase
          disableRipple
          className={classes.insert}
          aria-label={t('policies.vocabulary.insert', { name })}
          onClick={() => onInsert(insert)}
        >
          {name}
        </ButtonBase>
      ) : (
        <span className={classes.name}>{name}</span>
      )}{' '}
      <Typography variant="caption" color="textSecondary">
        {t(`policies.vocabulary.kinds.${kind}`)}
        {detail && ` · ${detail}`}
      </Typography>
      <div>{description}</div>
      {example && (
        <Typography variant="caption" component="div" color="textSecondary">
          <code>{example}</code>
        </Typography>
      )}
    </>
  );
}

import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button from '@material-ui/core/Button';
import ButtonGroup from '@material-ui/core/ButtonGroup';
import { showcallerTranslationRef } from '../../translation';
import type { InboxScope } from './inboxQuery';

const scopes: InboxScope[] = ['mine', 'all'];

/** Two buttons, one of which is pressed. */
export function ScopeChoice(props: {
  scope: InboxScope;
  onChange: (scope: InboxScope) => void;
}) {
  const { scope, onChange } = props;
  const { t } = useTranslationRef(showcallerTranslationRef);
  return (
    <ButtonGroup size="small" aria-label={t('approvals.scope')}>
      {scopes.map(one => (
        <Button
          key={one}
          aria-pressed={one === scope}
          variant={one === scope ? 'contained' : 'outlined'}
          color={one === scope ? 'primary' : 'default'}
          disableElevation
          onClick={() => onChange(one)}
        >
          {t(`approvals.${one}`)}
        </Button>
      ))}
    </ButtonGroup>
  );
}

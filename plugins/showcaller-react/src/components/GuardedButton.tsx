import { useTranslationRef } from '@backstage/frontend-plugin-api';
import Button, { type ButtonProps } from '@material-ui/core/Button';
import Tooltip from '@material-ui/core/Tooltip';
import { makeStyles } from '@material-ui/core/styles';
import { showcallerReactTranslationRef } from '../translation';

const useStyles = makeStyles(
  { button: { whiteSpace: 'nowrap' } },
  { name: 'ShowcallerGuardedButton' },
);

/** @public */
export interface GuardedButtonProps
  extends Pick<
    ButtonProps,
    | 'children'
    | 'color'
    | 'disabled'
    | 'onClick'
    | 'size'
    | 'startIcon'
    | 'variant'
    | 'aria-label'
  > {
  /** Whether the reader has the right; undefined while nobody knows. */
  allowed: boolean | undefined;
  /** Name of the permission it needs, said where it is missing. */
  permission?: string;
  /** Why the reader may not, where the backend says so; said instead of the permission. */
  reason?: string;
  /** Also allowed for owners of the entity. */
  orOwner?: boolean;
}

/** A button that says, where the reader lacks the right, which one and who grants it. @public */
export function GuardedButton(props: GuardedButtonProps) {
  const { allowed, permission, reason, orOwner, disabled, ...button } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(showcallerReactTranslationRef);
  const key = orOwner ? 'guarded.ownerOr' : 'guarded.needs';
  const why = reason ?? (permission ? t(key, { permission }) : '');
  return (
    <Tooltip title={allowed === false ? why : ''}>
      <span>
        <Button
          size="small"
          variant="outlined"
          className={classes.button}
          {...button}
          disabled={disabled || !allowed}
        />
      </span>
    </Tooltip>
  );
}

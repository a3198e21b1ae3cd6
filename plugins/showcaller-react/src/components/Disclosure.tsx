import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import ChevronRightIcon from '@material-ui/icons/ChevronRight';
import ExpandMoreIcon from '@material-ui/icons/ExpandMore';
import { useState, type ReactNode } from 'react';
import { usePrinting } from './usePrinting';

const useStyles = makeStyles(
  theme => ({
    toggle: {
      ...theme.typography.body1,
      display: 'inline-flex',
      justifyContent: 'flex-start',
      textAlign: 'left',
      gap: theme.spacing(0.5),
      borderRadius: theme.shape.borderRadius,
      '&:hover': { textDecoration: 'underline' },
      '&:focus-visible': {
        outline: `2px solid ${theme.palette.primary.main}`,
      },
    },
    icon: { flexShrink: 0 },
  }),
  { name: 'ShowcallerDisclosure' },
);

/** @public */
export interface DisclosureProps {
  /** What one reads before it is opened. */
  summary: ReactNode;
  /** Made when it is opened. */
  children: ReactNode;
  /** Whether it is open at first. */
  open?: boolean;
}

/** A line that opens to more; on paper it is open, because nobody can click there. @public */
export function Disclosure(props: DisclosureProps) {
  const { summary, children } = props;
  const classes = useStyles();
  const [open, setOpen] = useState(props.open ?? false);
  const printing = usePrinting();
  const Icon = open ? ExpandMoreIcon : ChevronRightIcon;
  return (
    <div>
      <ButtonBase
        disableRipple
        className={classes.toggle}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Icon fontSize="small" className={classes.icon} />
        <span>{summary}</span>
      </ButtonBase>
      {(open || printing) && children}
    </div>
  );
}

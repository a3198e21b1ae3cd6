import {
  Link,
  sidebarConfig,
  useSidebarOpenState,
} from '@backstage/core-components';
import { makeStyles } from '@material-ui/core/styles';
import { CueLight } from './CueLight';

const useStyles = makeStyles(
  theme => ({
    root: {
      display: 'flex',
      alignItems: 'center',
      height: sidebarConfig.drawerWidthClosed,
      marginBottom: theme.spacing(1),
    },
    link: {
      display: 'flex',
      alignItems: 'center',
      color: theme.palette.navigation.selectedColor,
      '&:hover': { textDecoration: 'none' },
    },
    symbol: {
      display: 'flex',
      justifyContent: 'center',
      width: sidebarConfig.drawerWidthClosed,
    },
    name: {
      fontFamily: theme.typography.fontFamily,
      fontSize: theme.typography.h6.fontSize,
      fontWeight: 'bold',
    },
  }),
  { name: 'ShowcallerSidebarLogo' },
);

/** The cue light, with the name beside it while the sidebar is open. */
export function SidebarLogo() {
  const classes = useStyles();
  const { isOpen } = useSidebarOpenState();

  return (
    <div className={classes.root}>
      <Link to="/" className={classes.link} aria-label="Home">
        <span className={classes.symbol}>
          <CueLight height={34} />
        </span>
        {isOpen && <span className={classes.name}>Showcaller</span>}
      </Link>
    </div>
  );
}

import { makeStyles } from '@material-ui/core/styles';

const useStyles = makeStyles(
  theme => ({
    '@global': {
      '@media print': {
        // The frame of the portal scrolls inside the window; paper has no scroll bars.
        'html, body, #root, #root *, main, article': {
          overflow: 'visible !important',
        },
        '#root > *, main, article, #root div:has(nav)': {
          height: 'auto !important',
          minHeight: '0 !important',
          display: 'block !important',
          padding: '0 !important',
        },
        // A flex box is not broken over pages where it should be.
        'article .MuiCard-root, article .MuiCard-root > div': {
          display: 'block !important',
          breakInside: 'auto',
        },
        // What can only be clicked; what is unfolded keeps its headline.
        'nav, header [role="tablist"], article button:not([aria-expanded])': {
          display: 'none !important',
        },
        // Paper is white in the dark theme too; icons and words say what colours would.
        ...(theme.palette.type === 'dark' && {
          '*': {
            colorScheme: 'light !important',
            color: 'CanvasText !important',
          },
        }),
      },
    },
  }),
  { name: 'ShowcallerPrint' },
);

/** While the page that uses it is shown, the portal prints without its frame. */
export function usePrintStyles(): void {
  useStyles();
}

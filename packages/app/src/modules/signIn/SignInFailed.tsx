import { ErrorPanel } from '@backstage/core-components';
import Button from '@material-ui/core/Button';

/** What went wrong, and the way back to the choice. */
export function SignInFailed(props: { error?: Error; onBack: () => void }) {
  const { error, onBack } = props;
  return (
    <>
      <ErrorPanel
        title="You could not be signed in"
        error={error ?? new Error('The backend gave no reason.')}
      />
      <Button variant="outlined" onClick={onBack}>
        Choose somebody else
      </Button>
    </>
  );
}

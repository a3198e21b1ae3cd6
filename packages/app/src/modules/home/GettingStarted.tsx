import { Link } from '@backstage/core-components';
import List from '@material-ui/core/List';
import ListItem from '@material-ui/core/ListItem';
import ListItemText from '@material-ui/core/ListItemText';
import Typography from '@material-ui/core/Typography';
import { destinations } from './destinations';

/** Body of the first card: what this portal does, then the pages by the question that they answer. */
export function GettingStarted() {
  return (
    <>
      <Typography variant="body1">
        In a theatre the show caller calls every cue: stand by, go, hold.
        Showcaller does it for deployments: it reads what your pipelines report,
        scores every change, and says with reasons whether it should go out.
      </Typography>
      <List>
        {destinations.map(({ question, answer, page, path }) => (
          <ListItem key={path} disableGutters>
            <ListItemText
              primary={
                <>
                  {question} <Link to={path}>{page}</Link>
                </>
              }
              secondary={answer}
            />
          </ListItem>
        ))}
      </List>
    </>
  );
}

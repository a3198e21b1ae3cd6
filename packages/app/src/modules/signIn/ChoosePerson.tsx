import { Content, Page } from '@backstage/core-components';
import { configApiRef, useApi } from '@backstage/core-plugin-api';
import Avatar from '@material-ui/core/Avatar';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { CueLight } from '../nav/CueLight';
import { initialsOf } from './initialsOf';
import type { Person } from './readSignInConfig';

const useStyles = makeStyles(theme => ({
  column: {
    maxWidth: 720,
    margin: '0 auto',
    paddingTop: theme.spacing(6),
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
  list: {
    listStyle: 'none',
    margin: theme.spacing(4, 0),
    padding: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))',
    gap: theme.spacing(2),
  },
  person: {
    width: '100%',
    display: 'flex',
    justifyContent: 'flex-start',
    gap: theme.spacing(2),
    padding: theme.spacing(2),
    textAlign: 'left',
    borderRadius: theme.shape.borderRadius,
    border: `1px solid ${theme.palette.divider}`,
    backgroundColor: theme.palette.background.paper,
    '&:hover, &:focus-visible': {
      borderColor: theme.palette.primary.main,
      outline: 'none',
      boxShadow: `0 0 0 1px ${theme.palette.primary.main}`,
    },
  },
  avatar: {
    backgroundColor: theme.palette.primary.main,
    color: theme.palette.getContrastText(theme.palette.primary.main),
  },
}));

/** First page of the demo: who would you like to be? */
export function ChoosePerson(props: {
  people: Person[];
  onChosen: (entityRef: string) => void;
}) {
  const { people, onChosen } = props;
  const classes = useStyles();
  const config = useApi(configApiRef);

  return (
    <Page themeId="home">
      <Content>
        <div className={classes.column}>
          <div className={classes.head}>
            <CueLight height={40} />
            <Typography variant="h3" component="h1">
              {config.getOptionalString('app.title') ?? 'Showcaller'}
            </Typography>
          </div>
          <Typography variant="h5" component="h2">
            Who would you like to be?
          </Typography>
          <Typography color="textSecondary">
            This is the demo of {config.getOptionalString('organization.name')}:
            no password, development only. Each browser tab can be somebody
            else, and an approval takes two.
          </Typography>
          <ul className={classes.list}>
            {people.map(({ entityRef, name, role }) => (
              <li key={entityRef}>
                <ButtonBase
                  className={classes.person}
                  onClick={() => onChosen(entityRef)}
                  aria-label={`Enter as ${name}, ${role}`}
                >
                  <Avatar className={classes.avatar} aria-hidden>
                    {initialsOf(name)}
                  </Avatar>
                  <span>
                    <Typography component="span" display="block">
                      {name}
                    </Typography>
                    <Typography
                      component="span"
                      display="block"
                      variant="body2"
                      color="textSecondary"
                    >
                      {role}
                    </Typography>
                  </span>
                </ButtonBase>
              </li>
            ))}
          </ul>
          {people.length === 0 && (
            <Typography>
              Nobody can be chosen: list people below app.signIn.people in the
              configuration.
            </Typography>
          )}
        </div>
      </Content>
    </Page>
  );
}

import { createApp } from '@backstage/frontend-defaults';
import { homeModule } from './modules/home';
import { navModule } from './modules/nav';
import { signInModule } from './modules/signIn';

/** The portal. Plugins are discovered from this package's dependencies (`app.packages: all`). */
export default createApp({ features: [navModule, homeModule, signInModule] });

import type { HttpRouterService } from '@backstage/backend-plugin-api';
import { Router, type RequestHandler } from 'express';

/** One room's routes below a path of the plugin. */
export interface MountedRoutes {
  path: string;
  router: RequestHandler;
  /** True when callers have no Backstage credentials: what is behind it must check them by itself, or tell nothing. */
  unauthenticated?: boolean;
}

export function mountRoutes(
  httpRouter: HttpRouterService,
  routes: MountedRoutes[],
): void {
  for (const { path, router, unauthenticated } of routes) {
    httpRouter.use(Router().use(path, router));
    if (unauthenticated) {
      httpRouter.addAuthPolicy({ path, allow: 'unauthenticated' });
    }
  }
}

import { useRouteRef } from '@backstage/core-plugin-api';
import { rootRouteRef } from '../../routes';
import { tabRoutes, type TabName } from './tabRoutes';

/** Makes links to the tabs of the page, wherever the page is mounted. */
export function useTabLink(): (
  tab: TabName,
  search?: Record<string, string>,
) => string {
  const root = useRouteRef(rootRouteRef);
  return (tab, search) => {
    const query = search ? `?${new URLSearchParams(search)}` : '';
    return `${root()}/${tabRoutes[tab]}${query}`;
  };
}

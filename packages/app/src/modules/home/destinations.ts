/** One question that somebody opens the portal with, and the page that answers it. */
export interface Destination {
  question: string;
  answer: string;
  page: string;
  path: string;
}

export const destinations: Destination[] = [
  {
    question: 'May I ship this?',
    answer:
      'The Risk tab of every service says go or hold, how risky the newest change is, why, and what would lower it.',
    page: 'Services',
    path: '/catalog?filters%5Bkind%5D=component&filters%5Buser%5D=all',
  },
  {
    question: 'How is my system doing?',
    answer:
      'Systems, domains and groups roll up the risk of what belongs to them, the worst first.',
    page: 'Systems',
    path: '/catalog?filters%5Bkind%5D=system&filters%5Buser%5D=all',
  },
  {
    question: 'Does everything arrive?',
    answer:
      'Webhooks, dead letters, repositories that belong to nobody, history imports and the model that scores.',
    page: 'Showcaller',
    path: '/showcaller',
  },
  {
    question: 'Where do I begin?',
    answer:
      'Register a repository or create one from a template; one annotation connects it to its webhooks.',
    page: 'Create',
    path: '/create',
  },
];

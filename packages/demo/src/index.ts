export { parseArguments, type DemoArguments } from './arguments';
export { runDemo } from './runDemo';

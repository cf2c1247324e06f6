// Which icons are there? A 24 grid, strokes of 1.75, only ever beside words. Each is one path.

export const icons = {
  find: 'M10.5 4a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13zM20.5 20.5l-5.4-5.4',
  down: 'M12 3v12m0 0 4.5-4.5M12 15l-4.5-4.5M4 19.5h16',
  ask: 'M4 5.5h16v11H11l-4.5 4v-4H4zM8 9.5h8M8 12.5h5',
  fix: 'm4 20 1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5',
  folder: 'M3.5 6.5v12h17v-10h-9l-2-3h-6zM12 11v5m0 0 2-2m-2 2-2-2',
  print: 'M7 8V3.5h10V8M7 17H3.5V8h17v9H17M7 13.5h10v7H7z',
  back: 'm14.5 5-7 7 7 7',
  key: 'M8 11.5a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM11 12.5l8-8M16 7.5l3 3',
  out: 'M13 4.5h6.5V11M19.5 4.5 11 13M16.5 13.5v6h-12v-12h6',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 9.2a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6z',
} as const

export type IconName = keyof typeof icons

import chart from '../../vendor/icons/chart-line.svg';
import check from '../../vendor/icons/check.svg';
import chevronDown from '../../vendor/icons/chevron-down.svg';
import chevronLeft from '../../vendor/icons/chevron-left.svg';
import chevronRight from '../../vendor/icons/chevron-right.svg';
import alert from '../../vendor/icons/circle-alert.svg';
import copy from '../../vendor/icons/copy.svg';
import cpu from '../../vendor/icons/cpu.svg';
import download from '../../vendor/icons/download.svg';
import eye from '../../vendor/icons/eye.svg';
import eyeOff from '../../vendor/icons/eye-off.svg';
import file from '../../vendor/icons/file.svg';
import folder from '../../vendor/icons/folder.svg';
import info from '../../vendor/icons/info.svg';
import key from '../../vendor/icons/key.svg';
import keyboard from '../../vendor/icons/keyboard.svg';
import logOut from '../../vendor/icons/log-out.svg';
import maximize from '../../vendor/icons/maximize-2.svg';
import panelLeft from '../../vendor/icons/panel-left.svg';
import reset from '../../vendor/icons/rotate-ccw.svg';
import search from '../../vendor/icons/search.svg';
import settings from '../../vendor/icons/settings-2.svg';
import terminal from '../../vendor/icons/square-terminal.svg';
import user from '../../vendor/icons/user.svg';
import close from '../../vendor/icons/x.svg';
import arrowDown from '../../vendor/icons/arrow-down.svg';
import arrowUp from '../../vendor/icons/arrow-up.svg';
import bookmark from '../../vendor/icons/bookmark.svg';
import columns from '../../vendor/icons/columns-3.svg';
import compare from '../../vendor/icons/git-compare.svg';
import filter from '../../vendor/icons/list-filter.svg';
import group from '../../vendor/icons/layers.svg';
import more from '../../vendor/icons/ellipsis.svg';
import moveTo from '../../vendor/icons/folder-input.svg';
import pencil from '../../vendor/icons/pencil.svg';
import pin from '../../vendor/icons/pin.svg';
import pinOff from '../../vendor/icons/pin-off.svg';
import plus from '../../vendor/icons/plus.svg';
import sigma from '../../vendor/icons/sigma.svg';
import table from '../../vendor/icons/table-2.svg';
import tag from '../../vendor/icons/tag.svg';
import trash from '../../vendor/icons/trash-2.svg';
import undo from '../../vendor/icons/undo-2.svg';
import external from '../../vendor/icons/external-link.svg';
import left from '../../vendor/icons/arrow-left.svg';
import right from '../../vendor/icons/arrow-right.svg';
import ellipsis from '../../vendor/icons/ellipsis.svg';
import grip from '../../vendor/icons/grip-vertical.svg';
import layers from '../../vendor/icons/layers.svg';
import arrowRight from '../../vendor/icons/arrow-right.svg';
import bell from '../../vendor/icons/bell.svg';
import box from '../../vendor/icons/box.svg';
import code from '../../vendor/icons/code.svg';
import branch from '../../vendor/icons/git-branch.svg';
import history from '../../vendor/icons/history.svg';
import link from '../../vendor/icons/link.svg';
import jobs from '../../vendor/icons/list-checks.svg';
import packageIcon from '../../vendor/icons/package.svg';
import pause from '../../vendor/icons/pause.svg';
import play from '../../vendor/icons/play.svg';
import rocket from '../../vendor/icons/rocket.svg';
import shield from '../../vendor/icons/shield.svg';
import users from '../../vendor/icons/users.svg';

export const icons = {
  alert, chart, check, chevronDown, chevronLeft, chevronRight, close, copy, cpu, download, eye, eyeOff, file,
  folder, info, key, keyboard, logOut, maximize, panelLeft, reset, search, settings, terminal, user,
  arrowDown, arrowUp, bookmark, columns, compare, filter, group, more, moveTo, pencil, pin, pinOff, plus,
  sigma, table, tag, trash, undo, external, left, right, ellipsis, grip, layers, arrowRight, bell, box,
  branch, code, history, jobs, link, package: packageIcon, pause, play, rocket, shield, users,
}; // prettier-ignore

export type IconName = keyof typeof icons;

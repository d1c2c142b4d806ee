import activity from '../../vendor/icons/activity.svg';
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
import house from '../../vendor/icons/house.svg';
import info from '../../vendor/icons/info.svg';
import key from '../../vendor/icons/key.svg';
import keyboard from '../../vendor/icons/keyboard.svg';
import layers from '../../vendor/icons/layers.svg';
import logOut from '../../vendor/icons/log-out.svg';
import maximize from '../../vendor/icons/maximize-2.svg';
import monitor from '../../vendor/icons/monitor.svg';
import moon from '../../vendor/icons/moon.svg';
import panelLeft from '../../vendor/icons/panel-left.svg';
import reset from '../../vendor/icons/rotate-ccw.svg';
import search from '../../vendor/icons/search.svg';
import settings from '../../vendor/icons/settings-2.svg';
import terminal from '../../vendor/icons/square-terminal.svg';
import sun from '../../vendor/icons/sun.svg';
import user from '../../vendor/icons/user.svg';
import close from '../../vendor/icons/x.svg';

export const icons = {
  activity, alert, chart, check, chevronDown, chevronLeft, chevronRight, close, copy, cpu, download, eye, eyeOff, file,
  folder, house, info, key, keyboard, layers, logOut, maximize, monitor, moon, panelLeft, reset, search, settings, sun,
  terminal, user,
}; // prettier-ignore

export type IconName = keyof typeof icons;

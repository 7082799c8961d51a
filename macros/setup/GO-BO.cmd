@echo off
rem Go bo Dan van cho Excel. Tep cua nguoi dung giu nguyen.
chcp 65001 >nul
"%~dp0app\python.exe" -B -P -m danvan_xl.excel.setup --remove "%LOCALAPPDATA%\danvan-xl"
set CODE=%ERRORLEVEL%
if not "%1"=="/S" pause
exit /b %CODE%

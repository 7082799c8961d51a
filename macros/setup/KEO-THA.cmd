@echo off
rem Keo thu muc phieu gui ve tha vao tep nay de tong hop.
chcp 65001 >nul
if not exist "%LOCALAPPDATA%\danvan-xl\danvan-xl.cmd" goto not_installed
for /f "tokens=2,*" %%a in ('reg query HKCU\Software\danvan-xl /v Home ^| find "Home"') do set HOME_DV=%%b
start "" "%HOME_DV%\pythonw.exe" -B -P -m danvan_xl.excel.desk consolidate "%~1"
exit /b 0
:not_installed
echo Máy này chưa cài Dân vận. Hãy chạy bộ cài danvan-xl trước.
pause

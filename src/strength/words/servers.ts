import { wordList } from './word-list.ts'

/** Words of servers, mail, files and web shops as administrators in Japan type them: own writing. */
export const servers = wordList(
  'servers',
  'own, servers, mail, files, shops and web sites',
  `
admin password pass root test server user ftp mail shop web backup webdav guest info master system kanri kanrisha
support office web01 www ftpuser ftppass mailserver fileserver file files data database db sql mysql postgres oracle
apache tomcat nginx linux unix windows windowsserver redhat centos debian ubuntu vmware docker cisco yamaha router
pasuwa-do sa-ba- me-ru yu-za- de-ta fairu-sa-ba- foruda- nettowa-ku ru-ta- sa-bisu ta-minaru konpyu-ta- menba- roguin
switch firewall proxy vpn wifi wlan lan wan network nas raid disk storage cloud aws azure google amazon rakuten yahoo
line zoom teams slack office365 microsoft outlook exchange postfix dovecot samba share public private secret secure
security login logon signin account member staff manager operator webmaster postmaster hostmaster administrator
superuser sysadmin netadmin dbadmin sysop service services daemon cron batch job monitor zabbix nagios munin log logs
logfile upload download temp tmp work home dev devel develop developer staging stage prod production release demo
sample example default initial change changeme newpass newpassword mypass mypassword passwd pswd pwd pass word
passcode passphrase key keyword code pin id userid loginid memberid kaiin kaiinid market store cart order item
product products price customer client clients sales sale stock inventory accounting account keiri point points
coupon campaign event news blog wordpress eccube magento drupal joomla movabletype typo cms html php perl ruby
python java javascript node react excel word access filemaker kintone salesforce cybozu garoon desknets obc
bugyou yayoi kanjou pca miroku freee moneyforward sap smile sumairu webshop netshop webmail imap pop pop3 smtp ssl
tls ssh sftp ftps scp rsync dns dhcp ldap activedirectory ad domain host hostname local localhost internet intranet
extranet gateway portal site sites homepage toppage page index main top page1 hp pc note notepc desktop laptop
tablet mobile phone iphone android keitai sumaho tel fax printer copy scanner scan camera kamera terminal tanmatsu
register regi reji pos posreji barcode label ad01 sv srv sv01 server1 server01 host01 pc01 user01 user1 test01 test1
admin1 admin01 welcome hello letmein open access enter start begin stop exit reset update upgrade install setup
config setting settings tool tools util lib bin etc usr opt var
company corporate corp group team member members partner partners vendor project projects task sheet report
document documents docs image images photo photos picture movie video music game free vip special super hyper
power speed turbo max mini pro plus new old first second last one two three alpha beta gamma delta omega
red blue green black white pink gold silver star moon sun sky sea ocean love happy lucky smile dream peace heart
angel flower rose lily cherry apple orange banana lemon melon summer winter spring autumn january february march
april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday
server2 hosting rental rentalserver rentaru saba saabaa saaba meeru meiru fairu foruda dehta deeta bakkuappu
pasuwaado pasu yuuzaa yuza akaunto roguin rogin shisutemu nettowaaku ruutaa puroaka purobaida hosuto domein
`,
)
